// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Json;
import dev.smo.connectors.OpenCall;
import dev.smo.connectors.Part;
import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.words.LowerCase;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The call that makes a status: under which key, what its answer means, and what it proves that no
 * list shows it.
 */
final class StatusCall {
  /** How late a server may list that is not known to recognise a key. */
  static final Duration LATE = Duration.ofMinutes(5);

  private static final String TRIED = "tried";
  private static final String ROUND = "round";
  private static final Set<String> SEEN_BY_ALL = Set.of("public", "unlisted");

  private final Api api;
  private final Clock clock;

  StatusCall(Api api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  Outcome send(Delivery delivery, Part part, ObjectNode status, MastodonInstance instance)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    boolean before = tried(delivery, part).isPresent();
    String key = openKey(delivery, part).orElseGet(() -> key(delivery, part, instance));
    // Mastodon's own page sends JSON, too, and some servers take nothing else.
    Request request = api.request("POST", "/api/v1/statuses", connection).json(status.toString());
    Answer answer = tried(request, key, delivery, part);
    if (answer.ok()) {
      return made(part.post(), Json.of(answer));
    }
    Outcome refused = refused(answer, status.has("in_reply_to_id"), before, connection, instance);
    // While an earlier call may have been executed, only its own key tells the server so.
    if (OpenCall.postedNothing(refused) && !before) {
      anew(delivery);
    }
    return refused;
  }

  /** Makes the call, and keeps that it was made: for which part, when, and under which key. */
  private Answer tried(Request request, String key, Delivery delivery, Part part)
      throws IOException, InterruptedException {
    String before = delivery.progress().of(TRIED).orElse("");
    delivery.progress().done(TRIED, part.number() + " " + clock.instant() + " " + key);
    try {
      return api.send(request.header("Idempotency-Key", key));
    } catch (NotSentException e) {
      delivery.progress().done(TRIED, before);
      throw e;
    }
  }

  /** A server may have understood something else, or be another one than it says. */
  private static Outcome made(Post post, JsonNode status) throws IOException {
    boolean ours =
        post.text().isBlank()
            || StatusFinder.sameWords(post, status)
            || (post.link().isPresent() && StatusFinder.leadsTo(post, status));
    return ours
        ? new Outcome.Published(Api.status(status))
        : new Outcome.Unknown("The instance answered with a status that says something else");
  }

  private Outcome refused(
      Answer answer,
      boolean answers,
      boolean before,
      Connection connection,
      MastodonInstance instance)
      throws IOException, InterruptedException {
    String reason = connection.redact(Api.reason(answer));
    if (answer.status() == 404 && answers) {
      return new Outcome.Rejected(reason);
    }
    boolean content = Set.of(400, 409, 422).contains(answer.status());
    if (content && before && LowerCase.of(reason).contains("duplicate")) {
      return new Outcome.Duplicate(Optional.empty());
    }
    // Some servers mix up what is wrong with the status and with the token.
    if (answer.status() == 401 && !instance.honoursKey() && knowsToken(connection)) {
      return new Outcome.Rejected(reason);
    }
    if (content && !instance.honoursKey() && !knowsToken(connection)) {
      return new Outcome.Unauthorised("The instance refuses the access token: " + reason);
    }
    return api.refused(answer, connection);
  }

  /** Whether the instance knows the account; true where that cannot be learnt now. */
  private boolean knowsToken(Connection connection) throws InterruptedException {
    try {
      Answer me = api.send(api.request("GET", "/api/v1/accounts/verify_credentials", connection));
      return me.ok() || !Set.of(400, 401, 403, 422).contains(me.status());
    } catch (IOException e) {
      return true;
    }
  }

  /** When the status of a part was last tried to be made, if that may have been executed. */
  private static Optional<Instant> tried(Delivery delivery, Part part) {
    return open(delivery, part).map(kept -> Instant.parse(kept[1]));
  }

  /** What is kept of a call that may have been executed: its part, when, under which key. */
  private static Optional<String[]> open(Delivery delivery, Part part) {
    return delivery
        .progress()
        .of(TRIED)
        .map(kept -> kept.split(" ", 3))
        .filter(kept -> kept.length > 1 && kept[0].equals(String.valueOf(part.number())));
  }

  /**
   * The key of a call that may have been executed, by which the server knows its status, whatever
   * is sent now: a picture may be missing that was there before.
   */
  private static Optional<String> openKey(Delivery delivery, Part part) {
    // Earlier versions kept no key; theirs was that of the delivery and its round.
    return open(delivery, part)
        .map(kept -> kept.length > 2 ? kept[2] : part.key(delivery.id()) + round(delivery));
  }

  /**
   * The key of a new call. Where faults are kept under it, other words have another one: the engine
   * changes none while a call may have been executed, and begins without steps, rounds included.
   */
  private static String key(Delivery delivery, Part part, MastodonInstance instance) {
    String words = instance.replaysFaults() ? "-" + mark(part.post()) : "";
    return part.key(delivery.id()) + words + round(delivery);
  }

  /** Tells what is posted from something else, the same on all nodes. */
  private static String mark(Post post) {
    boolean pictured = post.attached() && !post.images().isEmpty();
    return Integer.toHexString(List.of(post.text(), post.options(), pictured).hashCode());
  }

  private static String round(Delivery delivery) {
    return delivery.progress().of(ROUND).map(number -> "-r" + number).orElse("");
  }

  /** Takes another key from now on: some servers answer an old one with an old refusal. */
  private static void anew(Delivery delivery) throws IOException {
    int round = 1 + delivery.progress().of(ROUND).map(Integer::parseInt).orElse(0);
    delivery.progress().done(ROUND, String.valueOf(round));
    delivery.progress().done(TRIED, "");
  }

  /** What a look into the account's list says, as far as this instance's list can be believed. */
  Reconciliation believed(
      Reconciliation said,
      Delivery delivery,
      Part part,
      String visibility,
      MastodonInstance instance)
      throws IOException {
    Optional<Instant> tried = tried(delivery, part);
    if (!(said instanceof Reconciliation.NotThere) || tried.isEmpty() || instance.isMastodon()) {
      return said;
    }
    if (!SEEN_BY_ALL.contains(visibility)) {
      return new Reconciliation.CannotTell(
          "The instance may not list what not everybody sees; look at the account");
    }
    Duration wait = Duration.between(clock.instant(), tried.get().plus(LATE));
    boolean late = wait.compareTo(Duration.ZERO) > 0;
    if (instance.replaysFaults()) {
      if (!late) {
        anew(delivery);
      }
      return said;
    }
    return late ? new Reconciliation.AskLater(wait, "The instance may list it late") : said;
  }
}
