// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Json;
import dev.smo.connectors.Matching;
import dev.smo.connectors.OpenCall;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes local posts, looks for them, and changes their words. */
final class LocalPosts {
  static final int MAX_WORDS = 1_500;

  private static final Logger LOG = LoggerFactory.getLogger(LocalPosts.class);
  private static final Outcome TOO_LONG =
      new Outcome.Rejected("Longer than the 1500 characters that Google takes");
  private static final int PAGES = 5;

  private final ProfileApi api;

  LocalPosts(ProfileApi api) {
    this.api = api;
  }

  Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Post post = delivery.post();
    if (post.text().length() > MAX_WORDS) {
      return TOO_LONG;
    }
    Connection connection = delivery.connection();
    ObjectNode made = words(post).put("topicType", "STANDARD");
    picture(post)
        .ifPresent(
            source ->
                made.putArray("media")
                    .addObject()
                    .put("mediaFormat", "PHOTO")
                    .put("sourceUrl", source.toString()));
    OpenCall call = OpenCall.of(delivery);
    String path = ProfileApi.location(connection) + "/localPosts";
    Request request = api.posts("POST", path, connection).json(made.toString());
    Answer answer = call.send(request, api.outbound());
    if (!answer.ok()) {
      return call.ended(api.refused(answer, connection));
    }
    JsonNode said = Json.of(answer);
    RemotePost out = named(said);
    return isRefused(said) ? new Outcome.Rejected(refusal(out)) : new Outcome.Published(out);
  }

  private static boolean isRefused(JsonNode post) {
    return post.path("state").asText().equals("REJECTED");
  }

  private static String refusal(RemotePost post) {
    return "Google has refused the content of the post: " + post.permalink();
  }

  private static ObjectNode words(Post post) {
    ObjectNode made = JsonNodeFactory.instance.objectNode().put("summary", post.text());
    if (!post.language().getLanguage().isEmpty()) {
      made.put("languageCode", post.language().toLanguageTag());
    }
    post.link()
        .ifPresent(
            link ->
                made.putObject("callToAction")
                    .put("actionType", "LEARN_MORE")
                    .put("url", link.toString()));
    return made;
  }

  /**
   * Where Google can load the picture, which it does by itself from the site. One that was made to
   * fit is nowhere there, and holds the words back no more than one that is missing.
   */
  private static Optional<URI> picture(Post post) {
    List<Media> wanted = post.attached() ? post.images() : List.of();
    Optional<URI> source = wanted.stream().flatMap(one -> one.source().stream()).findFirst();
    if (!wanted.isEmpty() && source.isEmpty()) {
      LOG.warn("The picture is left out: Google loads it as it is on the site, or not at all");
    }
    return source;
  }

  private static RemotePost named(JsonNode post) throws IOException {
    String name = post.path("name").asText();
    if (!name.matches("accounts/\\w{1,40}/locations/\\w{1,40}/localPosts/[\\w-]{1,60}")) {
      throw new IOException("Google answered without naming the post");
    }
    String location = name.split("/")[3];
    // While Google looks at a post it tells no address of it.
    URI address =
        Urls.web(post.path("searchUrl").asText())
            .orElse(URI.create("https://business.google.com/n/" + location + "/posts"));
    return new RemotePost(name, address);
  }

  /** In what order posts are listed is documented nowhere, so all of them are looked through. */
  Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Map<String, String> query = new HashMap<>(Map.of("pageSize", "100"));
    for (int page = 0; page < PAGES; page++) {
      String path = ProfileApi.location(connection) + "/localPosts?" + Urls.query(query);
      Answer answer = api.send(api.posts("GET", path, connection));
      if (!answer.ok()) {
        return api.unasked(answer, connection);
      }
      // A list without posts is an empty object.
      JsonNode list = Json.of(answer);
      if (!list.isObject()) {
        throw new IOException("Google answered without the location's posts");
      }
      for (JsonNode listed : list.path("localPosts")) {
        if (!time(listed).isBefore(OpenCall.earliest(delivery)) && is(listed, delivery.post())) {
          RemotePost found = named(listed);
          return isRefused(listed)
              ? new Reconciliation.CannotTell(refusal(found))
              : new Reconciliation.Found(found);
        }
      }
      String more = list.path("nextPageToken").asText();
      if (more.isEmpty()) {
        return new Reconciliation.NotThere();
      }
      query.put("pageToken", more);
    }
    return new Reconciliation.CannotTell(
        "The location has more than the 500 posts that can be looked through");
  }

  private static boolean is(JsonNode listed, Post post) {
    String link = post.link().map(URI::toString).orElse("");
    return Matching.sameWords(post.text(), listed.path("summary").asText())
        && (link.isEmpty()
            || Matching.sameLink(link, listed.path("callToAction").path("url").asText()));
  }

  private static Instant time(JsonNode listed) throws IOException {
    try {
      return Instant.parse(listed.path("createTime").asText());
    } catch (DateTimeException e) {
      throw new IOException("Google lists a post without its time", e);
    }
  }

  /** Replaces words and link; the picture stays. */
  Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    if (delivery.post().text().length() > MAX_WORDS) {
      return TOO_LONG;
    }
    Connection connection = delivery.connection();
    ObjectNode words = words(delivery.post());
    words.remove("languageCode");
    String mask = words.has("callToAction") ? "summary,callToAction" : "summary";
    String path = post.id() + "?" + Urls.query(Map.of("updateMask", mask));
    Answer answer = api.send(api.posts("PATCH", path, connection).json(words.toString()));
    return answer.ok()
        ? new Outcome.Published(named(Json.of(answer)))
        : api.refused(answer, connection);
  }
}
