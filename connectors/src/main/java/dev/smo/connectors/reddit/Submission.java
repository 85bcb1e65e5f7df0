// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.reddit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Json;
import dev.smo.connectors.Markdown;
import dev.smo.connectors.OpenCall;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Submits links, and answers comments. */
final class Submission {
  static final int MAX_TITLE = 300;
  static final int MAX_ANSWER = 10_000;

  /** Names of the options of a post. */
  static final String COMMUNITY = "community";

  /** Setting of a connection; another name than that of the option, which would hide behind it. */
  static final String DEFAULT_COMMUNITY = "defaultCommunity";

  static final String FLAIR = "flair";
  static final String SPOILER = "spoiler";
  static final String ADULT = "adult";

  private static final String ME = "/api/v1/me";
  private static final Map<String, String> RAW = Map.of("raw_json", "1");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final RedditApi api;
  private final URI site;

  /**
   * @param site where people see posts
   */
  Submission(RedditApi api, URI site) {
    this.api = api;
    this.site = site;
  }

  static String community(Post post, Connection connection) {
    return post.option(COMMUNITY)
        .filter(chosen -> !chosen.isBlank())
        .or(() -> connection.setting(DEFAULT_COMMUNITY))
        .orElse("")
        .replaceFirst("^/?r/", "");
  }

  /** The words of a post as a title: Reddit takes no line breaks there. */
  static String title(Post post) {
    return SPACE.matcher(post.text()).replaceAll(" ").strip();
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  static int answerLength(String text) {
    return length(Markdown.escape(text));
  }

  Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Post post = delivery.post();
    return post.inReplyTo().isPresent()
        ? answer(delivery, post.inReplyTo().get())
        : submit(delivery);
  }

  private Outcome submit(Delivery delivery) throws IOException, InterruptedException {
    Post post = delivery.post();
    if (length(post.text()) > MAX_TITLE) {
      return new Outcome.Rejected("Longer than the 300 characters that Reddit takes for a title");
    }
    Connection connection = delivery.connection();
    String community = community(post, connection);
    if (community.isEmpty()) {
      return new Outcome.Rejected("No community is chosen");
    }
    Request request = api.request("POST", "/api/submit", connection).form(form(post, community));
    OpenCall call = OpenCall.of(delivery);
    Answer answer = call.send(request, api.outbound());
    if (!answer.ok()) {
      return call.ended(api.refused(answer, connection));
    }
    JsonNode json = Json.of(answer).path("json");
    if (json.path("errors").path(0).path(0).asText().equals("ALREADY_SUB")) {
      return call.ended(already(delivery, community, call.before()));
    }
    Optional<Outcome> refused = RedditApi.refused(json, connection);
    return refused.isPresent()
        ? call.ended(refused.get())
        : new Outcome.Published(named(json.path("data"), "url"));
  }

  private static Map<String, List<String>> form(Post post, String community) {
    Map<String, List<String>> form = new LinkedHashMap<>();
    form.put("api_type", List.of("json"));
    form.put("sr", List.of(community));
    form.put("kind", List.of(post.link().isPresent() ? "link" : "self"));
    form.put("title", List.of(title(post)));
    post.link().ifPresent(link -> form.put("url", List.of(link.toString())));
    form.put("resubmit", List.of("false"));
    form.put("sendreplies", List.of("true"));
    form.put("spoiler", List.of(post.option(SPOILER).orElse("false")));
    form.put("nsfw", List.of(post.option(ADULT).orElse("false")));
    post.option(FLAIR)
        .filter(id -> !id.isBlank())
        .ifPresent(id -> form.put("flair_id", List.of(id)));
    return form;
  }

  /**
   * Whose the post is with the same link in this community: ours where an earlier call of this
   * delivery may have been executed, and the post is as young as it.
   */
  private Outcome already(Delivery delivery, String community, boolean before)
      throws InterruptedException {
    Outcome unnamed =
        before
            ? new Outcome.Duplicate(Optional.empty())
            : taken(Optional.empty(), "Somebody", community);
    Connection connection = delivery.connection();
    try {
      Optional<String> known = api.knownMe(connection);
      String me =
          known.isPresent() ? known.get() : api.me(api.read(ME, RAW, connection), connection);
      JsonNode listing = api.read("/api/info", query(delivery.post(), community), connection);
      Outcome other = unnamed;
      for (JsonNode child : listing.path("data").path("children")) {
        JsonNode data = child.path("data");
        if (data.path("subreddit").asText().equalsIgnoreCase(community)) {
          boolean mine = data.path("author").asText().equals(me);
          Optional<RemotePost> there = Optional.of(named(data, "permalink"));
          if (mine && before && created(data) >= OpenCall.earliest(delivery).getEpochSecond()) {
            return new Outcome.Duplicate(there);
          }
          String who = mine ? "The account" : "Somebody else";
          other = other.equals(unnamed) ? taken(there, who, community) : other;
        }
      }
      return other;
    } catch (IOException e) {
      return unnamed;
    }
  }

  private static Outcome taken(Optional<RemotePost> first, String who, String community) {
    return new Outcome.Taken(
        first, who + " has submitted this link to r/" + community + " before, which takes it once");
  }

  private static Map<String, String> query(Post post, String community) {
    Map<String, String> query = new HashMap<>(RAW);
    query.put("url", post.link().map(URI::toString).orElse(""));
    query.put("sr_name", community);
    query.put("limit", "100");
    return query;
  }

  /** When something was made, in seconds since 1970. */
  static long created(JsonNode data) throws IOException {
    if (!data.path("created_utc").isNumber()) {
      throw new IOException("Reddit lists something without its time");
    }
    return data.path("created_utc").asLong();
  }

  private Outcome answer(Delivery delivery, RemotePost above)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Map<String, List<String>> form = new LinkedHashMap<>();
    form.put("api_type", List.of("json"));
    form.put("thing_id", List.of(above.id()));
    String text = Markdown.escape(delivery.post().text());
    if (length(text) > MAX_ANSWER) {
      return new Outcome.Rejected("Longer than the 10000 characters that Reddit takes");
    }
    form.put("text", List.of(text));
    Answer answer = api.send(api.request("POST", "/api/comment", connection).form(form));
    if (!answer.ok()) {
      return api.refused(answer, connection);
    }
    JsonNode json = Json.of(answer).path("json");
    Optional<Outcome> refused = RedditApi.refused(json, connection);
    JsonNode made = json.path("data").path("things").path(0).path("data");
    return refused.isPresent() ? refused.get() : new Outcome.Published(named(made, "permalink"));
  }

  /**
   * The post of an object.
   *
   * @param field where its address is, which may begin at the site's root
   * @throws IOException it names none, so nobody knows what happened
   */
  RemotePost named(JsonNode data, String field) throws IOException {
    String name = data.path("name").asText();
    String address = data.path(field).asText();
    if (!name.matches("t[13]_[0-9a-z]{1,16}") || address.isEmpty()) {
      throw new IOException("Reddit answered without naming the post");
    }
    try {
      return new RemotePost(name, site.resolve(address));
    } catch (IllegalArgumentException e) {
      throw new IOException("Reddit names a post without a usable address", e);
    }
  }
}
