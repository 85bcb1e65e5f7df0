// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.reddit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Json;
import dev.smo.connectors.LastTry;
import dev.smo.connectors.Markdown;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Submits links, and answers comments. */
final class Submission {
  static final int MAX_TITLE = 300;

  /** Names of the options of a post. */
  static final String COMMUNITY = "community";

  /** Setting of a connection; another name than that of the option, which would hide behind it. */
  static final String DEFAULT_COMMUNITY = "defaultCommunity";

  static final String FLAIR = "flair";
  static final String SPOILER = "spoiler";
  static final String ADULT = "adult";

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

  Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Post post = delivery.post();
    if (length(post.text()) > MAX_TITLE) {
      return new Outcome.Rejected("Longer than the 300 characters that Reddit takes for a title");
    }
    return post.inReplyTo().isPresent()
        ? answer(delivery, post.inReplyTo().get())
        : submit(delivery);
  }

  private Outcome submit(Delivery delivery) throws IOException, InterruptedException {
    Post post = delivery.post();
    Connection connection = delivery.connection();
    String community = community(post, connection);
    if (community.isEmpty()) {
      return new Outcome.Rejected("No community is chosen");
    }
    LastTry.begins(delivery, api.clock());
    Request request = api.request("POST", "/api/submit", connection).form(form(post, community));
    Answer answer = api.send(request);
    if (!answer.ok()) {
      return api.refused(answer, connection);
    }
    JsonNode json = Json.of(answer).path("json");
    if (json.path("errors").path(0).path(0).asText().equals("ALREADY_SUB")) {
      return already(post, community, connection);
    }
    Optional<Outcome> refused = RedditApi.refused(json, connection);
    return refused.isPresent()
        ? refused.get()
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

  /** Whose the post is with the same link in this community. */
  private Outcome already(Post post, String community, Connection connection)
      throws InterruptedException {
    Map<String, String> query =
        Map.of(
            "url",
            post.link().map(URI::toString).orElse(""),
            "sr_name",
            community,
            "limit",
            "100",
            "raw_json",
            "1");
    try {
      String me = api.read("/api/v1/me", Map.of("raw_json", "1"), connection).path("name").asText();
      JsonNode listing = api.read("/api/info", query, connection);
      Optional<RemotePost> other = Optional.empty();
      for (JsonNode child : listing.path("data").path("children")) {
        JsonNode data = child.path("data");
        boolean here = data.path("subreddit").asText().equalsIgnoreCase(community);
        if (here && data.path("author").asText().equals(me)) {
          return new Outcome.Duplicate(Optional.of(named(data, "permalink")));
        }
        other = here && other.isEmpty() ? Optional.of(named(data, "permalink")) : other;
      }
      return other.isPresent()
          ? new Outcome.Taken(other, "Somebody else has submitted this link to r/" + community)
          : new Outcome.Duplicate(Optional.empty());
    } catch (IOException e) {
      return new Outcome.Duplicate(Optional.empty());
    }
  }

  private Outcome answer(Delivery delivery, RemotePost above)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Map<String, List<String>> form = new LinkedHashMap<>();
    form.put("api_type", List.of("json"));
    form.put("thing_id", List.of(above.id()));
    form.put("text", List.of(Markdown.escape(delivery.post().text())));
    LastTry.begins(delivery, api.clock());
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
