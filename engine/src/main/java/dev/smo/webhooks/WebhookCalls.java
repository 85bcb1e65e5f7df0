// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webhooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.Outbox;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.repository.SystemClock;
import dev.smo.signing.Signature;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The calls themselves, in the form of the Standard Webhooks; docs/webhooks.md describes them. */
@Component(service = WebhookCalls.class)
public class WebhookCalls {
  static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** Nothing of an answer is used but its status; some receivers send what they got back. */
  private static final int LARGEST = 1 << 22;

  private final Webhooks webhooks;
  private final Ledger ledger;
  private final Outbound outbound;
  private final Clock clock;

  @Activate
  public WebhookCalls(
      @Reference Webhooks webhooks,
      @Reference Ledger ledger,
      @Reference Outbound outbound,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.webhooks = webhooks;
    this.ledger = ledger;
    this.outbound = outbound;
    this.clock = clock;
  }

  /**
   * What came of a call.
   *
   * @param gone whether nobody listens there any more
   * @param pause how long the receiver wants to be left alone
   */
  record Result(Webhook.Call call, boolean gone, Optional<Duration> pause) {
    boolean taken() {
      return call.taken();
    }
  }

  /** Tells of an event. */
  Result tell(Webhook webhook, Outbox.Event event) throws InterruptedException {
    ObjectNode body = envelope("post." + event.after().name().toLowerCase(Locale.ROOT), event.at());
    ObjectNode data = body.putObject("data");
    data.put("id", event.id()).put("post", event.post());
    data.put("before", event.before().map(State::name).orElse(null));
    data.put("state", event.after().name());
    data.put("connection", event.connection()).put("network", event.network());
    data.put("site", event.site()).put("page", event.page());
    data.put("permalink", event.permalink());
    data.put("revision", event.revision()).put("reason", event.reason());
    if (webhook.words()) {
      PostRecord post =
          ledger.find(event.post()).orElseGet(() -> PostRecord.draft(event.post(), event.after()));
      data.put("title", post.text(Key.TITLE)).put("text", post.text(Key.TEXT));
      data.put("link", post.text(Key.LINK));
    }
    return send(webhook, event.id(), event.post(), event.after().name(), body);
  }

  /** Tells of nothing, to see whether it is taken. */
  Result tryOut(Webhook webhook) throws InterruptedException {
    Instant now = Instant.now(clock);
    ObjectNode body = envelope("test", now);
    String id = "evt_test_" + now.toEpochMilli();
    body.putObject("data").put("id", id);
    return send(webhook, id, "-", "-", body);
  }

  private static ObjectNode envelope(String type, Instant at) {
    return JsonNodeFactory.instance.objectNode().put("type", type).put("timestamp", at.toString());
  }

  private Result send(Webhook webhook, String id, String post, String state, ObjectNode content)
      throws InterruptedException {
    Instant now = Instant.now(clock);
    try {
      Webhooks.Target target = webhooks.target(webhook.id());
      String body = content.toString();
      Signature signature = Signature.of(id, now, body, target.key());
      Request request =
          Request.post(target.address())
              .json(body)
              .header("webhook-id", id)
              .header("webhook-timestamp", Long.toString(signature.seconds()))
              .header("webhook-signature", signature.value())
              .within(TIMEOUT)
              .atMost(LARGEST);
      Answer answer = outbound.send(request);
      // A page is what a login form or a proxy says.
      boolean taken = answer.ok() && !answer.type().equals("text/html");
      String outcome =
          "HTTP " + answer.status() + (answer.ok() && !taken ? " with a page of HTML" : "");
      return new Result(
          new Webhook.Call(now, id, post, state, taken, outcome),
          answer.status() == 410,
          answer.retryAfter(now));
    } catch (IOException | IllegalStateException e) {
      // Neither says more of an address than its host.
      String outcome = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
      return new Result(
          new Webhook.Call(now, id, post, state, /* taken= */ false, outcome),
          /* gone= */ false,
          Optional.empty());
    }
  }
}
