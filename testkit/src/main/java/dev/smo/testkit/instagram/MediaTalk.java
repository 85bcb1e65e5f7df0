// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.instagram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.facebook.GraphCall;
import dev.smo.testkit.facebook.GraphErrors;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Comments on a fake Instagram, and answers to them; there is no third layer. */
final class MediaTalk {
  private final FakeInstagram instagram;
  private final InstagramMedia media;
  private final TreeMap<String, ObjectNode> comments = new TreeMap<>();

  private Duration late = Duration.ZERO;

  MediaTalk(FakeInstagram instagram, InstagramMedia media) {
    this.instagram = instagram;
    this.media = media;
  }

  synchronized void listLate(Duration time) {
    late = time;
  }

  synchronized String add(String by, String text, String above) {
    String id = instagram.number();
    ObjectNode comment = FakeResponse.object().put("id", id).put("text", text).put("username", by);
    comment.put("timestamp", InstagramMedia.time(instagram.now())).put("hidden", false);
    comment.put("_at", instagram.now().toEpochMilli());
    comments.put(id, comment.put("_above", above));
    return id;
  }

  private List<ObjectNode> below(String id) {
    return comments.values().stream()
        .filter(one -> one.path("_above").asText().equals(id))
        .toList();
  }

  synchronized FakeResponse comments(String post, GraphCall call) {
    return media.has(post) ? list(post, call) : GraphErrors.missing(post);
  }

  synchronized FakeResponse replies(String comment, GraphCall call) {
    return isTop(comment) ? list(comment, call) : GraphErrors.missing(comment);
  }

  private boolean isTop(String comment) {
    return comments.containsKey(comment)
        && media.has(Objects.requireNonNull(comments.get(comment)).path("_above").asText());
  }

  private FakeResponse list(String above, GraphCall call) {
    long listed = instagram.now().minus(late).toEpochMilli();
    List<ObjectNode> shown =
        below(above).stream()
            .filter(one -> one.path("_at").asLong() <= listed)
            .map(
                one -> {
                  ObjectNode comment = InstagramMedia.shown(one, call);
                  List<ObjectNode> answers = below(one.path("id").asText());
                  if (call.get("fields").contains("replies") && !answers.isEmpty()) {
                    ArrayNode data = comment.putObject("replies").putArray("data");
                    data.addObject().set("id", answers.get(0).get("id"));
                  }
                  return comment;
                })
            .toList();
    return InstagramMedia.page(shown, call);
  }

  synchronized FakeResponse answer(String comment, GraphCall call) {
    if (!isTop(comment)) {
      return GraphErrors.missing(comment);
    }
    String text = call.get("message");
    if (!call.unknown(Set.of("message")).isEmpty() || text.isBlank() || text.length() > 300) {
      return GraphErrors.parameter("message is wrong");
    }
    String id = add(FakeInstagram.ACCOUNT, text, comment);
    return FakeResponse.json(200, FakeResponse.object().put("id", id));
  }

  synchronized FakeResponse hide(String id, GraphCall call) {
    if (!comments.containsKey(id)) {
      return GraphErrors.missing(id);
    }
    if (!call.unknown(Set.of("hide")).isEmpty() || !call.get("hide").matches("true|false")) {
      return GraphErrors.parameter("hide is wrong");
    }
    Objects.requireNonNull(comments.get(id)).put("hidden", call.get("hide").equals("true"));
    return FakeResponse.json(200, FakeResponse.object().put("success", true));
  }

  synchronized Set<String> hidden() {
    return Set.copyOf(
        comments.values().stream()
            .filter(one -> one.path("hidden").asBoolean())
            .map(one -> one.path("id").asText())
            .toList());
  }

  synchronized List<Executed> ours() {
    return comments.values().stream()
        .filter(one -> one.path("username").asText().equals(FakeInstagram.ACCOUNT))
        .map(
            one ->
                new Executed(one.path("id").asText(), one.path("text").asText(), one)
                    .answering(one.path("_above").asText()))
        .toList();
  }

  synchronized void forget() {
    comments.clear();
  }
}
