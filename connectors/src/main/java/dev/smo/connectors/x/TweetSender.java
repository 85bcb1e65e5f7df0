// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Json;
import dev.smo.connectors.OpenCall;
import dev.smo.connectors.Part;
import dev.smo.connectors.Uploaded;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes posts and threads of them, each once. */
final class TweetSender {
  static final int MAX_LENGTH = 280;
  static final String REPLIES = "replies";

  private static final Outcome TAKEN =
      new Outcome.Taken(
          Optional.empty(),
          "The account has posted the same words before, and X does not take them again so soon;"
              + " change them");

  private final XApi api;
  private final XMedia media;

  TweetSender(XApi api) {
    this.api = api;
    media = new XMedia(api);
  }

  Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    List<Part> parts = Part.all(delivery.post());
    if (parts.stream().anyMatch(part -> TweetLength.of(part.post().text()) > MAX_LENGTH)) {
      return new Outcome.Rejected("Longer than the 280 characters that X takes, as X counts them");
    }
    Optional<RemotePost> first = Optional.empty();
    Optional<RemotePost> above = Optional.empty();
    for (Part part : parts) {
      Optional<RemotePost> out = delivery.progress().part(part.number());
      if (out.isEmpty()) {
        Outcome outcome = send(delivery, part, above);
        if (!(outcome instanceof Outcome.Published published)) {
          return outcome;
        }
        out = Optional.of(published.post());
        part.keep(delivery.progress(), published.post(), "");
      }
      first = first.isPresent() ? first : out;
      above = out;
    }
    return new Outcome.Published(first.orElseThrow());
  }

  private Outcome send(Delivery delivery, Part part, Optional<RemotePost> above)
      throws IOException, InterruptedException {
    Uploaded uploaded = media.upload(delivery, part);
    if (uploaded instanceof Uploaded.Failed failed) {
      return failed.outcome();
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("text", part.post().text());
    List<String> ids = ((Uploaded.Ready) uploaded).ids();
    if (!ids.isEmpty()) {
      ArrayNode attached = body.putObject("media").putArray("media_ids");
      ids.forEach(attached::add);
    }
    above.ifPresent(post -> body.putObject("reply").put("in_reply_to_tweet_id", post.id()));
    part.post()
        .option(REPLIES)
        .filter(who -> !who.equals("everyone"))
        .ifPresent(who -> body.put("reply_settings", who));
    Request request = api.request("POST", "/2/tweets", delivery.connection());
    OpenCall call = OpenCall.of(delivery, part);
    Answer answer = call.send(request.json(body.toString()), api.outbound());
    if (answer.ok()) {
      return new Outcome.Published(XApi.post(Json.of(answer).path("data")));
    }
    Outcome refused = api.refused(answer, delivery.connection());
    // X takes the same words again only after a while. Where no call of this delivery can have
    // been executed, they are those of another post.
    return call.ended(refused instanceof Outcome.Duplicate && !call.before() ? TAKEN : refused);
  }
}
