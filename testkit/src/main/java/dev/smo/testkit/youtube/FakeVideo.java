// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.youtube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.FakeResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A video of {@link FakeYouTube}, with what people did with it. */
public final class FakeVideo {
  /** So many answers come with a thread; for more, one has to ask. */
  private static final int WITH_THREAD = 5;

  private final String id;
  private final String channel;
  private final List<Comment> comments = new ArrayList<>();
  private long views;
  private long likes;
  private boolean likesAreShown = true;
  private boolean seen = true;
  private boolean takesComments = true;

  private record Comment(String id, String parent, String author, String text, Instant at) {}

  FakeVideo(String id, String channel) {
    this.id = id;
    this.channel = channel;
  }

  public synchronized FakeVideo views(long number) {
    views = number;
    return this;
  }

  public synchronized FakeVideo likes(long number) {
    likes = number;
    return this;
  }

  public synchronized FakeVideo hideLikes() {
    likesAreShown = false;
    return this;
  }

  /** Whether strangers see it: what is private or deleted is not in lists. */
  public synchronized FakeVideo seen(boolean value) {
    seen = value;
    return this;
  }

  public synchronized FakeVideo takesComments(boolean value) {
    takesComments = value;
    return this;
  }

  /** Lets somebody say something; gives the comment's id. */
  public String comment(String author, String text, Instant at) {
    return reply("", author, text, at);
  }

  /** Lets somebody answer a comment. */
  public synchronized String reply(String parent, String author, String text, Instant at) {
    String name = "Ugk" + id + comments.size();
    String own = parent.isEmpty() ? name : parent + "." + name;
    comments.add(new Comment(own, parent, author, text, at));
    return own;
  }

  /** Takes a comment away. */
  public synchronized void delete(String comment) {
    comments.removeIf(one -> one.id().equals(comment));
  }

  synchronized boolean has(String comment) {
    return comments.stream().anyMatch(one -> one.id().equals(comment));
  }

  synchronized boolean isSeen() {
    return seen;
  }

  synchronized boolean takesComments() {
    return takesComments;
  }

  /** Numbers are texts, and those that nobody shall see are left out. */
  synchronized ObjectNode json(String parts) {
    ObjectNode video = FakeResponse.object().put("kind", "youtube#video").put("id", id);
    if (parts.contains("snippet")) {
      video.putObject("snippet").put("channelId", channel).put("title", "A video");
    }
    if (parts.contains("statistics")) {
      ObjectNode counted = video.putObject("statistics");
      counted.put("viewCount", String.valueOf(views)).put("favoriteCount", "0");
      if (likesAreShown) {
        counted.put("likeCount", String.valueOf(likes));
      }
      if (takesComments) {
        counted.put("commentCount", String.valueOf(comments.size()));
      }
    }
    return video;
  }

  /** The newest first. */
  synchronized List<ObjectNode> threads() {
    List<ObjectNode> threads = new ArrayList<>();
    for (Comment one : comments) {
      if (one.parent().isEmpty()) {
        threads.add(0, thread(one));
      }
    }
    return threads;
  }

  private ObjectNode thread(Comment top) {
    List<ObjectNode> replies = repliesTo(top.id());
    ObjectNode thread = FakeResponse.object().put("kind", "youtube#commentThread");
    thread.put("id", top.id());
    ObjectNode snippet = thread.putObject("snippet").put("channelId", channel);
    snippet.put("videoId", id).put("canReply", false).put("totalReplyCount", replies.size());
    snippet.set("topLevelComment", json(top));
    if (!replies.isEmpty()) {
      ArrayNode some = thread.putObject("replies").putArray("comments");
      replies.stream().limit(WITH_THREAD).forEach(some::add);
    }
    return thread;
  }

  synchronized List<ObjectNode> repliesTo(String parent) {
    return comments.stream()
        .filter(one -> !parent.isEmpty() && one.parent().equals(parent))
        .map(this::json)
        .toList();
  }

  synchronized ObjectNode comment(String named) {
    return comments.stream()
        .filter(one -> one.id().equals(named))
        .findFirst()
        .map(this::json)
        .orElseThrow();
  }

  /** What the channel said itself, as comments of a list. */
  synchronized List<ObjectNode> ours() {
    return comments.stream().filter(one -> one.author().equals("@museum")).map(this::json).toList();
  }

  private ObjectNode json(Comment comment) {
    ObjectNode json = FakeResponse.object().put("kind", "youtube#comment").put("id", comment.id());
    ObjectNode snippet = json.putObject("snippet").put("authorDisplayName", comment.author());
    boolean own = comment.author().equals("@museum");
    snippet
        .putObject("authorChannelId")
        .put("value", own ? channel : "UC" + comment.author().substring(1));
    snippet.put("textDisplay", comment.text()).put("publishedAt", comment.at().toString());
    return json;
  }
}
