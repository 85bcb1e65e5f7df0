// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.facebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Posts of a fake page and the rules under which it takes them. */
final class PagePosts {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> FIELDS =
      Set.of("message", "link", "attached_media", "published", "fields");
  private static final int MAX_LENGTH = 63_206;
  private static final Duration IN_A_ROW = Duration.ofMinutes(10);
  private static final Set<String> METRICS =
      Set.of("post_media_view", "post_total_media_view_unique", "post_clicks");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern INSIGHTS = Pattern.compile("insights\\.metric\\(([^)]*)\\)");

  private final FakeFacebook facebook;
  private final PhotoAlbum photos;
  private final TreeMap<Long, Post> posts = new TreeMap<>();
  private final Map<String, long[]> numbers = new HashMap<>();
  private Duration late = Duration.ZERO;
  private boolean duplicates = true;

  private record Post(String id, String message, String link, Instant at, List<String> alts) {
    private Post saying(String words) {
      return new Post(id, words, link, at, alts);
    }
  }

  PagePosts(FakeFacebook facebook, PhotoAlbum photos) {
    this.facebook = facebook;
    this.photos = photos;
  }

  synchronized void listLate(Duration time) {
    late = time;
  }

  synchronized void takeDuplicates() {
    duplicates = false;
  }

  synchronized FakeResponse create(GraphCall request) {
    String unknown = request.unknown(FIELDS);
    if (!unknown.isEmpty()) {
      return GraphErrors.parameter("Invalid parameter " + unknown);
    }
    String message = request.get("message");
    String link = request.get("link");
    List<String> media = media(request);
    if (message.length() > MAX_LENGTH || (message.isBlank() && link.isEmpty() && media.isEmpty())) {
      return GraphErrors.parameter("Invalid parameter message");
    }
    if (!link.isEmpty() && !media.isEmpty()) {
      return GraphErrors.parameter("link and attached_media exclude each other");
    }
    if (!photos.wrong(media).isEmpty()) {
      return GraphErrors.parameter(photos.wrong(media));
    }
    Optional<FakeResponse> refused = unreadOrTwice(message, link);
    if (refused.isPresent()) {
      return refused.get();
    }
    long number = Long.parseLong(facebook.number());
    String id = FakeFacebook.PAGE + "_" + number;
    posts.put(number, new Post(id, message, link, facebook.now(), photos.attach(media)));
    return FakeResponse.json(200, named(request, id));
  }

  private Optional<FakeResponse> unreadOrTwice(String message, String link) {
    if (!link.isEmpty() && facebook.cannotRead(link)) {
      return Optional.of(
          GraphErrors.of(100, 1609005, "The link could not be scraped by Facebook."));
    }
    boolean twice =
        !posts.isEmpty()
            && posts.lastEntry().getValue().message().equals(message)
            && posts.lastEntry().getValue().link().equals(link)
            && posts.lastEntry().getValue().at().plus(IN_A_ROW).isAfter(facebook.now());
    return twice && duplicates
        ? Optional.of(
            GraphErrors.of(506, 0, "(#506) Duplicate status message: in a row are not allowed"))
        : Optional.empty();
  }

  private static List<String> media(GraphCall request) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; request.parameters().containsKey("attached_media[" + i + "]"); i++) {
      try {
        JsonNode media = MAPPER.readTree(request.get("attached_media[" + i + "]"));
        ids.add(media.path("media_fbid").asText());
      } catch (IOException e) {
        ids.add("no JSON");
      }
    }
    return ids;
  }

  private static ObjectNode named(GraphCall request, String id) {
    ObjectNode answer = FakeResponse.object().put("id", id);
    if (request.get("fields").contains("permalink_url")) {
      answer.put("permalink_url", permalink(id));
    }
    return answer;
  }

  private static String permalink(String id) {
    return "https://www.facebook.com/" + id.replace("_", "/posts/");
  }

  synchronized FakeResponse list(GraphCall request) {
    int limit = Integer.parseInt(request.parameters().getOrDefault("limit", "25"));
    long since = Long.parseLong(request.parameters().getOrDefault("since", "0"));
    long before = Long.parseLong(request.parameters().getOrDefault("after", "" + Long.MAX_VALUE));
    if (limit > 100) {
      return GraphErrors.of(1, 0, "Please reduce the amount of data you're asking for");
    }
    Instant listed = facebook.now().minus(late);
    List<Map.Entry<Long, Post>> found =
        posts.headMap(before, false).descendingMap().entrySet().stream()
            .filter(entry -> entry.getValue().at().getEpochSecond() >= since)
            .filter(entry -> !entry.getValue().at().isAfter(listed))
            .toList();
    ObjectNode answer = FakeResponse.object();
    ArrayNode data = answer.putArray("data");
    found.stream().limit(limit).forEach(entry -> data.add(shown(entry.getValue())));
    if (!data.isEmpty()) {
      ObjectNode paging = answer.putObject("paging");
      String last = String.valueOf(found.get(data.size() - 1).getKey());
      paging.putObject("cursors").put("before", "x").put("after", last);
      if (found.size() > data.size()) {
        paging.put("next", "https://graph.facebook.com/next");
      }
    }
    return FakeResponse.json(200, answer);
  }

  private static ObjectNode shown(Post post) {
    ObjectNode shown = FakeResponse.object().put("id", post.id());
    shown
        .put("permalink_url", permalink(post.id()))
        .put("created_time", FakeFacebook.time(post.at()));
    if (!post.message().isEmpty()) {
      shown.put("message", post.message());
    }
    if (!post.link().isEmpty()) {
      shown.putObject("attachments").putArray("data").addObject().put("unshimmed_url", post.link());
    }
    return shown;
  }

  private Optional<Post> find(String id) {
    return posts.values().stream().filter(post -> post.id().equals(id)).findFirst();
  }

  synchronized boolean has(String id) {
    return find(id).isPresent();
  }

  synchronized FakeResponse get(String id, GraphCall request) {
    if (find(id).isEmpty()) {
      return GraphErrors.missing(id);
    }
    long[] counted = numbers.getOrDefault(id, new long[3]);
    ObjectNode post = FakeResponse.object();
    for (String name : new String[] {"reactions", "comments"}) {
      if (request.get("fields").contains(name + ".limit(0).summary(total_count)")) {
        ObjectNode edge = post.putObject(name);
        edge.putArray("data");
        edge.putObject("summary").put("total_count", counted[name.equals("comments") ? 1 : 0]);
      }
    }
    return FakeResponse.json(200, post.put("id", id));
  }

  /** Several in one answer; one that is missing leaves none. */
  synchronized FakeResponse getAll(GraphCall request) {
    String[] ids = request.get("ids").split(",");
    if (ids.length > 50) {
      return GraphErrors.parameter("Too many IDs. Maximum: 50");
    }
    ObjectNode all = FakeResponse.object();
    Matcher metrics = INSIGHTS.matcher(request.get("fields"));
    boolean wanted = metrics.find();
    for (String id : ids) {
      FakeResponse post = get(id, request);
      if (post.status() != 200) {
        return post;
      }
      ObjectNode one = read(post);
      if (wanted) {
        FakeResponse insights =
            insights(id, new GraphCall("GET", "", Map.of("metric", metrics.group(1))));
        if (insights.status() != 200) {
          return insights;
        }
        one.set("insights", read(insights));
      }
      all.set(id, one);
    }
    return FakeResponse.json(200, all);
  }

  private static ObjectNode read(FakeResponse answer) {
    try {
      return (ObjectNode) JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized FakeResponse insights(String id, GraphCall request) {
    if (find(id).isEmpty()) {
      return GraphErrors.missing(id);
    }
    ObjectNode answer = FakeResponse.object();
    ArrayNode data = answer.putArray("data");
    for (String metric : request.get("metric").split(",")) {
      if (!METRICS.contains(metric)) {
        return GraphErrors.parameter("The value must be a valid insights metric");
      }
      long value = metric.equals("post_clicks") ? 1 : numbers.getOrDefault(id, new long[3])[2];
      ObjectNode one = data.addObject().put("name", metric).put("period", "lifetime");
      one.putArray("values").addObject().put("value", value);
    }
    return FakeResponse.json(200, answer);
  }

  synchronized FakeResponse edit(String id, GraphCall request) {
    Optional<Post> post = find(id);
    if (post.isEmpty()) {
      return GraphErrors.missing(id);
    }
    if (!request.unknown(Set.of("message")).isEmpty() || request.get("message").isBlank()) {
      return GraphErrors.parameter("Invalid parameter");
    }
    long number = Long.parseLong(id.replaceFirst("^.*_", ""));
    posts.put(number, post.get().saying(request.get("message")));
    return success();
  }

  synchronized FakeResponse delete(String id) {
    return posts.values().removeIf(post -> post.id().equals(id))
        ? success()
        : GraphErrors.missing(id);
  }

  static FakeResponse success() {
    return FakeResponse.json(200, FakeResponse.object().put("success", true));
  }

  synchronized void engage(String id, long reactions, long comments, long views) {
    numbers.put(id, new long[] {reactions, comments, views});
  }

  synchronized List<Executed> all() {
    List<Executed> all = new ArrayList<>();
    for (Post post : posts.values()) {
      all.add(new Executed(post.id(), post.message(), shown(post)).picturing(post.alts()));
    }
    return all;
  }

  synchronized void forget() {
    posts.clear();
  }
}
