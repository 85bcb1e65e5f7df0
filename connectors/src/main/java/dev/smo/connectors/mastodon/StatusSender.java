// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Json;
import dev.smo.connectors.Part;
import dev.smo.connectors.Uploaded;
import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes statuses: new ones, threads of them, and edits. */
final class StatusSender {
  // Mastodon forgets a key after an hour; some minutes are for clocks that differ.
  static final Duration KEY_HOLDS = Duration.ofMinutes(50);

  /** Names of the options of a post. */
  static final String WARNING = "warning";

  static final String VISIBILITY = "visibility";
  static final String SENSITIVE = "sensitive";
  static final String QUOTES = "quotes";

  /** The more people see a status, the earlier. */
  private static final List<String> NARROWING = List.of("public", "unlisted", "private", "direct");

  private final Api api;
  private final Clock clock;
  private final MediaUpload media;
  private final StatusFinder finder;
  private final StatusCall call;

  StatusSender(Api api, Clock clock, MediaUpload media) {
    this.api = api;
    this.clock = clock;
    this.media = media;
    finder = new StatusFinder(api);
    call = new StatusCall(api, clock);
  }

  Outcome publish(Delivery delivery, MastodonInstance instance)
      throws IOException, InterruptedException {
    List<Part> parts = Part.all(delivery.post());
    Optional<Outcome> tooLong = tooLong(parts, instance);
    if (tooLong.isPresent()) {
      return tooLong.get();
    }
    Optional<Outcome> failed = learnVisibility(delivery);
    if (failed.isPresent()) {
      return failed.get();
    }
    // Once this attempt sends a part, nobody can have sent those behind it.
    boolean mayBeOut = delivery.attempt() > 1;
    List<RemotePost> out = new ArrayList<>();
    for (Part part : parts) {
      Optional<RemotePost> done = delivery.progress().part(part.number());
      if (done.isEmpty()) {
        Optional<Outcome> before = mayBeOut ? before(delivery, part, instance) : Optional.empty();
        mayBeOut = before.isPresent();
        Outcome outcome =
            mayBeOut ? before.get() : send(delivery, part, answered(delivery, out), instance);
        if (!(outcome instanceof Outcome.Published published)) {
          return outcome;
        }
        done = Optional.of(published.post());
        part.keep(delivery.progress(), published.post(), "");
      }
      out.add(done.get());
    }
    return new Outcome.Published(out.get(0));
  }

  private static Optional<Outcome> tooLong(List<Part> parts, MastodonInstance instance) {
    return parts.stream()
            .map(Part::post)
            .allMatch(
                post ->
                    instance
                        .limits(post.option(WARNING).orElse(""))
                        .fits(post.text(), Limits.shapeOf(post)))
        ? Optional.empty()
        : Optional.of(
            new Outcome.Rejected(
                "Longer than the "
                    + instance.maxCharacters()
                    + " characters that the instance takes"));
  }

  private static Optional<RemotePost> answered(Delivery delivery, List<RemotePost> out) {
    return out.isEmpty() ? delivery.post().inReplyTo() : Optional.of(out.get(out.size() - 1));
  }

  /**
   * What an earlier attempt left. The key alone would not do: it is forgotten after an hour,
   * repeats were answered with 500 in a release of 2026 (mastodon/mastodon#40399), and compatible
   * servers may not know it.
   */
  private Optional<Outcome> before(Delivery delivery, Part part, MastodonInstance instance)
      throws IOException, InterruptedException {
    Reconciliation before;
    try {
      before = look(delivery, part, instance);
    } catch (NotSentException e) {
      throw e;
    } catch (IOException e) {
      before = new Reconciliation.AskLater(Duration.ZERO, "The instance cannot be asked now");
    }
    if (before instanceof Reconciliation.Found found) {
      return Optional.of(new Outcome.Published(found.post()));
    }
    boolean keyHolds =
        instance.honoursKey() && delivery.started().plus(KEY_HOLDS).isAfter(clock.instant());
    if (before instanceof Reconciliation.NotThere || keyHolds) {
      return Optional.empty();
    }
    return Optional.of(
        new Outcome.Unknown(
            before instanceof Reconciliation.CannotTell unsure
                ? unsure.reason()
                : "The instance cannot be asked now"));
  }

  private Outcome send(
      Delivery delivery, Part part, Optional<RemotePost> answered, MastodonInstance instance)
      throws IOException, InterruptedException {
    Uploaded uploaded = media.upload(delivery, part, instance, List.of());
    if (uploaded instanceof Uploaded.Failed failed) {
      return failed.outcome();
    }
    ObjectNode status = status(part.post(), (Uploaded.Ready) uploaded);
    status.put("visibility", visibility(delivery, part));
    part.post().option(QUOTES).ifPresent(who -> status.put("quote_approval_policy", who));
    answered.ifPresent(post -> status.put("in_reply_to_id", post.id()));
    return call.send(delivery, part, status, instance);
  }

  private Reconciliation look(Delivery delivery, Part part, MastodonInstance instance)
      throws IOException, InterruptedException {
    Reconciliation said = finder.find(delivery, part);
    return call.believed(said, delivery, part, visibility(delivery, part), instance);
  }

  private static String visibility(Delivery delivery, Part part) {
    return delivery
        .progress()
        .of(VISIBILITY)
        .orElseGet(() -> visibility(part.post(), delivery.connection()));
  }

  private static String visibility(Post post, Connection connection) {
    return post.option(VISIBILITY).or(() -> connection.setting(VISIBILITY)).orElse("public");
  }

  /** No more people see an answer than see what it answers; gives what went wrong. */
  private Optional<Outcome> learnVisibility(Delivery delivery)
      throws IOException, InterruptedException {
    Optional<RemotePost> answered = delivery.post().inReplyTo();
    if (answered.isEmpty() || delivery.progress().of(VISIBILITY).isPresent()) {
      return Optional.empty();
    }
    Connection connection = delivery.connection();
    Answer answer =
        api.send(api.request("GET", "/api/v1/statuses/" + answered.get().id(), connection));
    if (answer.status() == 404 || answer.status() == 410) {
      return Optional.of(new Outcome.Rejected("What this answers is not there any more"));
    }
    if (!answer.ok()) {
      Outcome refused = api.refused(answer, connection);
      return Optional.of(
          refused instanceof Outcome.Unknown unknown
              ? new Outcome.Deferred(Duration.ZERO, unknown.reason())
              : refused);
    }
    String own = visibility(delivery.post(), connection);
    String theirs = Json.of(answer).path(VISIBILITY).asText();
    boolean narrower = NARROWING.indexOf(theirs) > NARROWING.indexOf(own);
    delivery.progress().done(VISIBILITY, narrower ? theirs : own);
    return Optional.empty();
  }

  private static ObjectNode status(Post post, Uploaded.Ready uploaded) {
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("status", post.text());
    post.option(WARNING).ifPresent(warning -> status.put("spoiler_text", warning));
    post.option(SENSITIVE).ifPresent(hidden -> status.put("sensitive", hidden.equals("true")));
    String language = StatusLanguage.of(post.language());
    if (!language.isEmpty()) {
      status.put("language", language);
    }
    if (!uploaded.ids().isEmpty()) {
      ArrayNode media = status.putArray("media_ids");
      uploaded.ids().forEach(media::add);
    }
    return status;
  }

  /** Whether all parts of a delivery are out. */
  Reconciliation find(Delivery delivery, MastodonInstance instance)
      throws IOException, InterruptedException {
    List<Reconciliation> found = new ArrayList<>();
    for (Part part : Part.all(delivery.post())) {
      Optional<RemotePost> kept = delivery.progress().part(part.number());
      Reconciliation one =
          kept.isPresent() ? new Reconciliation.Found(kept.get()) : look(delivery, part, instance);
      if (!(one instanceof Reconciliation.Found there)) {
        return one;
      }
      if (kept.isEmpty()) {
        part.keep(delivery.progress(), there.post(), "");
      }
      found.add(one);
    }
    return found.get(0);
  }

  /** Edits the words of a status, and its pictures where the delivery brings some. */
  Outcome edit(RemotePost post, Delivery delivery, MastodonInstance instance)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    List<Part> parts = Part.all(delivery.post());
    if (parts.size() > 1) {
      return new Outcome.Rejected("A thread cannot be edited; edit its posts on the instance");
    }
    Optional<Outcome> tooLong = tooLong(parts, instance);
    if (tooLong.isPresent()) {
      return tooLong.get();
    }
    String path = "/api/v1/statuses/" + post.id();
    Answer now = api.send(api.request("GET", path, connection));
    if (!now.ok()) {
      return refusedEdit(now, connection);
    }
    List<String> attached = Json.of(now).path("media_attachments").findValuesAsText("id");
    Uploaded uploaded = media.upload(delivery, parts.get(0), instance, attached);
    if (uploaded instanceof Uploaded.Failed failed) {
      return failed.outcome();
    }
    // An edit that names no media takes them off.
    Uploaded.Ready ready =
        delivery.post().attached() ? (Uploaded.Ready) uploaded : new Uploaded.Ready(attached);
    Answer answer =
        api.send(
            api.request("PUT", path, connection).json(status(delivery.post(), ready).toString()));
    return answer.ok()
        ? new Outcome.Published(Api.status(Json.of(answer)))
        : refusedEdit(answer, connection);
  }

  private Outcome refusedEdit(Answer answer, Connection connection) {
    return answer.status() == 404
        ? new Outcome.Rejected("The instance has no such status any more")
        : api.refused(answer, connection);
  }
}
