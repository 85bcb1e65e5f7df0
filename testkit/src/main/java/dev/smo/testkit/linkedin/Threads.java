// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Comments of a fake LinkedIn: they stand under the activity of a post, one level deep. */
final class Threads {
  private static final Set<String> FIELDS = Set.of("actor", "object", "message", "parentComment");
  private static final int MAX_LENGTH = 1250;

  private final FakeLinkedIn linkedIn;
  private final Posts posts;
  private final Map<String, ObjectNode> comments = new LinkedHashMap<>();
  private Duration late = Duration.ZERO;
  private boolean refused;

  Threads(FakeLinkedIn linkedIn, Posts posts) {
    this.linkedIn = linkedIn;
    this.posts = posts;
  }

  synchronized void refuse() {
    refused = true;
  }

  synchronized void listLate(Duration time) {
    late = time;
  }

  /** An activity has another number than the share that it shows. */
  private static String activity(String share) {
    long number = Long.parseLong(share.substring(share.lastIndexOf(':') + 1));
    return "urn:li:activity:" + (number + 1);
  }

  private static String share(String activity) {
    long number = Long.parseLong(activity.substring(activity.lastIndexOf(':') + 1));
    return "urn:li:share:" + (number - 1);
  }

  synchronized String add(String above, String actor, String text) {
    boolean nested = above.startsWith("urn:li:comment:");
    String activity = nested ? above.replaceAll("^.*\\(|,.*$", "") : activity(above);
    long id = linkedIn.number();
    String urn = "urn:li:comment:(" + activity + "," + id + ")";
    ObjectNode comment =
        FakeResponse.object()
            .put("actor", actor)
            .put("commentUrn", urn)
            .put("id", String.valueOf(id))
            .put("object", activity);
    comment.putObject("created").put("actor", actor).put("time", linkedIn.now().toEpochMilli());
    comment.putObject("message").put("text", text).putArray("attributes");
    if (nested) {
      comment.put("parentComment", above);
    }
    comments.put(urn, comment);
    return urn;
  }

  synchronized FakeResponse create(String above, Call call) {
    JsonNode comment = call.json();
    String actor = comment.path("actor").asText();
    for (String field : (Iterable<String>) comment::fieldNames) {
      if (!FIELDS.contains(field)) {
        return Refusals.invalid("/" + field + " :: unrecognized field found but not allowed");
      }
    }
    if (refused || !linkedIn.mayPostFor(actor)) {
      return Refusals.denied("Not enough permissions to comment as " + actor);
    }
    ObjectNode answered = comments.get(above);
    boolean fits =
        answered != null
            && comment.path("parentComment").asText().equals(above)
            && comment.path("object").asText().equals(answered.path("object").asText());
    if (answered == null || !fits || answered.has("parentComment")) {
      return Refusals.of(404, "NOT_FOUND", "There is no such comment to answer");
    }
    String text = comment.path("message").path("text").asText();
    if (text.isBlank() || text.length() > MAX_LENGTH) {
      return Refusals.tooLong("message");
    }
    String urn = add(above, actor, text);
    ObjectNode added = Objects.requireNonNull(comments.get(urn));
    return FakeResponse.json(201, added).header("x-restli-id", added.path("id").asText());
  }

  synchronized FakeResponse list(String above, Call call) {
    boolean nested = above.startsWith("urn:li:comment:");
    if (nested ? !comments.containsKey(above) : !posts.has(above)) {
      return Refusals.of(404, "NOT_FOUND", "Entity " + above + " is not found");
    }
    int start = call.query("start").map(Integer::parseInt).orElse(0);
    int count = Math.min(100, call.query("count").map(Integer::parseInt).orElse(10));
    long listed = linkedIn.now().minus(late).toEpochMilli();
    ObjectNode answer = FakeResponse.object();
    ArrayNode elements = answer.putArray("elements");
    comments.values().stream()
        .filter(
            comment ->
                nested
                    ? comment.path("parentComment").asText().equals(above)
                    : !comment.has("parentComment")
                        && share(comment.path("object").asText()).equals(above))
        .filter(comment -> comment.path("created").path("time").asLong() <= listed)
        .skip(start)
        .limit(count)
        .forEach(comment -> elements.add(counted(comment)));
    return FakeResponse.json(200, answer);
  }

  private ObjectNode counted(ObjectNode comment) {
    String urn = comment.path("commentUrn").asText();
    long answers =
        comments.values().stream()
            .filter(other -> other.path("parentComment").asText().equals(urn))
            .count();
    ObjectNode counted = comment.deepCopy();
    counted.putObject("commentsSummary").put("aggregatedTotalComments", answers);
    return counted;
  }

  synchronized FakeResponse delete(String activity, String id, Call call) {
    String urn = "urn:li:comment:(" + activity + "," + id + ")";
    ObjectNode comment = comments.get(urn);
    String actor = call.query("actor").orElse("");
    if (comment == null || !comment.path("actor").asText().equals(actor)) {
      return Refusals.of(404, "NOT_FOUND", "There is no such comment of " + actor);
    }
    comments.remove(urn);
    return new FakeResponse(204, Map.of(), new byte[0]);
  }

  /** What an author of ours said. */
  synchronized List<Executed> ours() {
    return comments.values().stream()
        .filter(comment -> linkedIn.mayPostFor(comment.path("actor").asText()))
        .map(
            comment ->
                new Executed(
                        comment.path("commentUrn").asText(),
                        comment.path("message").path("text").asText(),
                        comment.deepCopy())
                    .answering(comment.path("parentComment").asText()))
        .toList();
  }

  synchronized void forget() {
    comments.clear();
  }
}
