// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.facebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Comments of a fake page. */
final class PageThreads {
  private final FakeFacebook facebook;
  private final PagePosts posts;
  private final Map<String, Comment> comments = new LinkedHashMap<>();
  private final Set<String> hidden = new HashSet<>();
  private Duration late = Duration.ZERO;
  private boolean authorless;

  private record Comment(
      String id, String above, String post, String by, String text, Instant at) {}

  PageThreads(FakeFacebook facebook, PagePosts posts) {
    this.facebook = facebook;
    this.posts = posts;
  }

  synchronized void hideAuthors() {
    authorless = true;
  }

  synchronized void listLate(Duration time) {
    late = time;
  }

  synchronized String add(String above, String by, String text) {
    Comment answered = comments.get(above);
    String post = answered == null ? above : answered.post();
    String id = post.replaceFirst("^.*_", "") + "_" + facebook.number();
    comments.put(id, new Comment(id, above, post, by, text, facebook.now()));
    return id;
  }

  synchronized boolean has(String id) {
    return comments.containsKey(id);
  }

  synchronized FakeResponse create(String above, GraphCall request) {
    if (!comments.containsKey(above)) {
      return GraphErrors.missing(above);
    }
    String text = request.get("message");
    if (!request.unknown(Set.of("message", "fields")).isEmpty() || text.isBlank()) {
      return GraphErrors.parameter("Invalid parameter");
    }
    String id = add(above, FakeFacebook.PAGE, text);
    return FakeResponse.json(
        200, FakeResponse.object().put("id", id).put("permalink_url", permalink(id)));
  }

  private static String permalink(String id) {
    return "https://www.facebook.com/"
        + FakeFacebook.PAGE
        + "/posts/"
        + id.replace("_", "?comment_id=");
  }

  /** All comments below a post or comment, answers among them, as {@code filter=stream} gives. */
  synchronized FakeResponse list(String above, GraphCall request) {
    if (!posts.has(above) && !comments.containsKey(above)) {
      return GraphErrors.missing(above);
    }
    if (!request.get("filter").equals("stream")) {
      return GraphErrors.parameter("the test kit knows only filter=stream");
    }
    Instant listed = facebook.now().minus(late);
    ObjectNode answer = FakeResponse.object();
    ArrayNode data = answer.putArray("data");
    comments.values().stream()
        .filter(comment -> comment.above().equals(above) || comment.post().equals(above))
        .filter(comment -> !comment.at().isAfter(listed))
        .forEach(comment -> data.add(shown(comment)));
    return FakeResponse.json(200, answer);
  }

  private ObjectNode shown(Comment comment) {
    ObjectNode shown = FakeResponse.object().put("id", comment.id()).put("message", comment.text());
    shown.put("created_time", FakeFacebook.time(comment.at()));
    shown.put("permalink_url", permalink(comment.id()));
    shown.put("is_hidden", hidden.contains(comment.id())).put("is_private", false);
    if (authorless) {
      return shown;
    }
    shown.putObject("from").put("id", comment.by()).put("name", "Somebody");
    return shown;
  }

  synchronized FakeResponse hide(String id, GraphCall request) {
    if (!comments.containsKey(id)) {
      return GraphErrors.missing(id);
    }
    String wanted = request.get("is_hidden");
    if (!request.unknown(Set.of("is_hidden")).isEmpty() || !wanted.matches("true|false")) {
      return GraphErrors.parameter("Invalid parameter");
    }
    boolean unused = wanted.equals("true") ? hidden.add(id) : hidden.remove(id);
    return PagePosts.success();
  }

  synchronized FakeResponse delete(String id) {
    return comments.remove(id) == null ? GraphErrors.missing(id) : PagePosts.success();
  }

  synchronized Set<String> hidden() {
    return Set.copyOf(hidden);
  }

  /** What the page said. */
  synchronized List<Executed> ours() {
    return comments.values().stream()
        .filter(comment -> comment.by().equals(FakeFacebook.PAGE))
        .map(
            comment ->
                new Executed(comment.id(), comment.text(), shown(comment))
                    .answering(comment.above()))
        .collect(Collectors.toList());
  }

  synchronized void forget() {
    comments.clear();
    hidden.clear();
  }
}
