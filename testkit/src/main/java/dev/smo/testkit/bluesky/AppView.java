// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Counts and answers as {@code app.bsky.feed.getPosts} and {@code getPostThread} give them: public,
 * and with posts left out that are not there any more.
 */
public final class AppView {
  private final String did;
  private final Map<String, Said> replies = new LinkedHashMap<>();
  private long likes;
  private long reposts;
  private boolean blind;
  private int last;

  private record Said(String uri, String to, String author, String text, String label) {}

  AppView(String did) {
    this.did = did;
  }

  /** Sets the counters of all posts. */
  public synchronized void engage(long newLikes, long newReposts) {
    likes = newLikes;
    reposts = newReposts;
  }

  /** Lets it know no post yet, as one that is late, or a PDS without one. */
  public synchronized void blind(boolean now) {
    blind = now;
  }

  /**
   * Lets somebody answer.
   *
   * @param label of the author, such as {@code !no-unauthenticated}, or empty
   * @return the address of the answer
   */
  public synchronized String reply(String to, String author, String text, String label) {
    String uri = "at://did:plc:" + author + "/app.bsky.feed.post/3m" + ++last;
    replies.put(uri, new Said(uri, to, author, text, label));
    return uri;
  }

  /** Lets an author delete an answer; those to it are not given any more. */
  public synchronized void delete(String uri) {
    replies.computeIfPresent(uri, (u, said) -> new Said(uri, said.to(), "", "", ""));
  }

  /** The record of an answer, as its author's server has it. */
  synchronized Optional<JsonNode> record(String uri, Function<String, ObjectNode> reference) {
    Said said = replies.get(uri);
    if (said == null || said.author().isEmpty()) {
      return Optional.empty();
    }
    String root = said.to();
    while (replies.containsKey(root)) {
      root = replies.get(root).to();
    }
    ObjectNode record = FakeResponse.object().put("$type", "app.bsky.feed.post");
    ObjectNode reply = record.put("text", said.text()).putObject("reply");
    reply.set("root", reference.apply(root));
    reply.set("parent", reference.apply(said.to()));
    return Optional.of(record);
  }

  synchronized FakeResponse posts(Call call, Set<String> rkeys) {
    ObjectNode output = FakeResponse.object();
    ArrayNode posts = output.putArray("posts");
    List<String> uris = call.query().getOrDefault("uris", List.of());
    if (uris.size() > 25) {
      return FakeBluesky.error(400, "InvalidRequest", "uris: array too big (maximum 25)");
    }
    for (String uri : uris) {
      if (knows(uri, rkeys)) {
        posts
            .addObject()
            .put("uri", uri)
            .put("likeCount", likes)
            .put("repostCount", reposts)
            .put("replyCount", to(uri).size())
            .put("quoteCount", 0);
      }
    }
    return FakeResponse.json(200, output);
  }

  synchronized FakeResponse thread(Call call, Set<String> rkeys) {
    String uri = call.query("uri").orElse("");
    if (!knows(uri, rkeys)) {
      return FakeBluesky.error(400, "NotFound", "Post not found: " + uri);
    }
    ObjectNode output = FakeResponse.object();
    ObjectNode thread =
        output.putObject("thread").put("$type", "app.bsky.feed.defs#threadViewPost");
    thread.putObject("post").put("uri", uri);
    replies(thread, uri);
    return FakeResponse.json(200, output);
  }

  private void replies(ObjectNode parent, String uri) {
    ArrayNode nodes = parent.putArray("replies");
    for (Said said : to(uri)) {
      ObjectNode node = nodes.addObject();
      if (said.author().isEmpty()) {
        node.put("$type", "app.bsky.feed.defs#notFoundPost").put("uri", said.uri());
        node.put("notFound", true);
        continue;
      }
      node.put("$type", "app.bsky.feed.defs#threadViewPost");
      ObjectNode post = node.putObject("post").put("uri", said.uri());
      post.put(
          "indexedAt", "2026-11-23T12:00:0" + said.uri().charAt(said.uri().length() - 1) + "Z");
      post.putArray("labels");
      ObjectNode author = post.putObject("author").put("did", "did:plc:" + said.author());
      author.put("handle", said.author() + ".test").put("displayName", "");
      ArrayNode labels = author.putArray("labels");
      if (!said.label().isEmpty()) {
        labels.addObject().put("src", "did:plc:" + said.author()).put("val", said.label());
      }
      post.putObject("record").put("$type", "app.bsky.feed.post").put("text", said.text());
      replies(node, said.uri());
    }
  }

  private List<Said> to(String uri) {
    List<Said> found = new ArrayList<>();
    replies.values().stream().filter(said -> said.to().equals(uri)).forEach(found::add);
    return found;
  }

  private boolean knows(String uri, Set<String> rkeys) {
    return !blind
        && uri.startsWith("at://" + did + "/")
        && rkeys.contains(uri.substring(uri.lastIndexOf('/') + 1));
  }
}
