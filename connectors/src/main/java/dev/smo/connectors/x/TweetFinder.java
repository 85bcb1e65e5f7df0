// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Json;
import dev.smo.connectors.Matching;
import dev.smo.connectors.Part;
import dev.smo.connectors.PerSession;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks for the parts of a delivery on the account's own time line since it began: the same words,
 * below the same post. Each post that is read costs its fraction of a cent, so it reads no more
 * than that.
 */
final class TweetFinder {
  private static final int PAGES = 3;
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

  /** A time line shows a post some moments after it was made. */
  static final Duration LATE = Duration.ofSeconds(90);

  /** An address that X puts behind the words for the pictures of a post. */
  private static final Pattern PICTURE = Pattern.compile(".*/status/\\d+/(?:photo|video)/\\d+");

  /** X writes http before what it takes for an address by itself. */
  private static final Pattern SCHEME = Pattern.compile("(?i)https?://");

  private final XApi api;
  private final PerSession<String> accounts = new PerSession<>();

  TweetFinder(XApi api) {
    this.api = api;
  }

  /** Whether all parts of a delivery are out. */
  Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    List<JsonNode> line = new ArrayList<>();
    Optional<Reconciliation> unreadable = read(delivery, line);
    if (unreadable.isPresent()) {
      return unreadable.get();
    }
    Optional<RemotePost> first = Optional.empty();
    Optional<RemotePost> above = Optional.empty();
    for (Part part : Part.all(delivery.post())) {
      Optional<RemotePost> out = delivery.progress().part(part.number());
      if (out.isEmpty()) {
        Reconciliation said = among(line, part, above);
        if (!(said instanceof Reconciliation.Found found)) {
          return said;
        }
        out = Optional.of(found.post());
        part.keep(delivery.progress(), found.post(), "");
      }
      first = first.isPresent() ? first : out;
      above = out;
    }
    return new Reconciliation.Found(first.orElseThrow());
  }

  private Reconciliation among(List<JsonNode> line, Part part, Optional<RemotePost> above)
      throws IOException {
    Optional<JsonNode> alike = Optional.empty();
    for (JsonNode tweet : line) {
      boolean here = above.map(RemotePost::id).orElse("").equals(answered(tweet));
      if (here && Matching.sameWords(bare(part.post().text()), bare(words(tweet)))) {
        return new Reconciliation.Found(XApi.post(tweet));
      }
      String link = part.post().link().map(Object::toString).orElse("");
      boolean linked = !link.isEmpty() && words(tweet).contains(link);
      alike = here && linked ? Optional.of(tweet) : alike;
    }
    return alike.isPresent()
        ? new Reconciliation.CannotTell(
            "There is a post with this link but other words: " + XApi.post(alike.get()).permalink())
        : new Reconciliation.NotThere();
  }

  /** Fills the time line since the delivery began; gives why it cannot be read as a whole. */
  private Optional<Reconciliation> read(Delivery delivery, List<JsonNode> line)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Optional<String> me = accounts.of(connection, XApi.session(connection));
    if (me.isEmpty()) {
      Answer answer = api.send(api.request("GET", "/2/users/me", connection));
      if (!answer.ok()) {
        return Optional.of(cannotTell(answer, connection));
      }
      String id = api.me(answer).path("id").asText();
      me = Optional.of(accounts.keep(connection, XApi.session(connection), id));
    }
    Instant since = delivery.started().minus(CLOCKS_DIFFER).truncatedTo(ChronoUnit.SECONDS);
    String path =
        "/2/users/%s/tweets?max_results=100&exclude=retweets&start_time=%s&tweet.fields=%s"
            .formatted(
                Urls.encode(me.get()),
                Urls.encode(since.toString()),
                Urls.encode("created_at,entities,note_tweet,referenced_tweets"));
    String next = "";
    for (int page = 0; page < PAGES; page++) {
      String more = next.isEmpty() ? "" : "&pagination_token=" + Urls.encode(next);
      Answer answer = api.send(api.request("GET", path + more, connection));
      if (!answer.ok()) {
        return Optional.of(cannotTell(answer, connection));
      }
      JsonNode body = Json.of(answer);
      if (!body.path("meta").path("result_count").isNumber() || body.has("errors")) {
        throw new IOException("X answered without the account's time line");
      }
      body.path("data").forEach(line::add);
      next = body.path("meta").path("next_token").asText();
      if (next.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Reconciliation.CannotTell(
            "The account has posted more since then than can be looked through"));
  }

  private Reconciliation cannotTell(Answer answer, Connection connection) {
    String reason = "X cannot be asked now: " + connection.redact(XApi.reason(answer));
    return answer.status() == 429 || answer.status() >= 500
        ? new Reconciliation.AskLater(api.pause(answer), reason)
        : new Reconciliation.CannotTell(reason);
  }

  private static String answered(JsonNode tweet) {
    for (JsonNode other : tweet.path("referenced_tweets")) {
      if (other.path("type").asText().equals("replied_to")) {
        return other.path("id").asText();
      }
    }
    return "";
  }

  /** The words as they were sent: with addresses in place of X's short ones. */
  private static String words(JsonNode tweet) throws IOException {
    // Of a long post, the usual field has the beginning only.
    JsonNode whole = tweet.has("note_tweet") ? tweet.path("note_tweet") : tweet;
    if (!whole.path("text").isTextual()) {
      throw new IOException("X lists a post without its words");
    }
    String words = whole.path("text").asText();
    for (JsonNode url : tweet.path("entities").path("urls")) {
      words = words.replace(url.path("url").asText(), shown(url));
    }
    for (JsonNode url : tweet.path("note_tweet").path("entities").path("urls")) {
      words = words.replace(url.path("url").asText(), shown(url));
    }
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private static String shown(JsonNode url) {
    String whole = url.path("expanded_url").asText();
    return PICTURE.matcher(whole).matches() ? "" : whole;
  }

  private static String bare(String words) {
    return SCHEME.matcher(words).replaceAll("");
  }
}
