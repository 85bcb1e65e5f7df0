// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webhooks;

import dev.smo.delivery.EngineInstance;
import dev.smo.environment.Environment;
import dev.smo.ledger.Outbox;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells webhooks what waits for them, each in a thread of its own and on one node at a time, the
 * oldest first. What is not taken is told again after a pause that doubles, and nothing behind it
 * before; after a day a person is asked.
 */
@Component(
    service = {WebhookDelivery.class, Runnable.class},
    property = {
      "scheduler.name=smo-webhooks",
      "scheduler.period:Long=5",
      "scheduler.concurrent:Boolean=false"
    })
public class WebhookDelivery implements Runnable {
  /** So long one event is tried before a person is asked. */
  static final Duration PATIENCE = Duration.ofDays(1);

  /** So long events wait for a webhook that takes none. */
  static final Duration KEPT = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(WebhookDelivery.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

  /** Longer than a call takes, with what is written around it. */
  private static final Duration CLAIM = Duration.ofMinutes(2);

  private static final Duration SWEEP = Duration.ofMinutes(10);

  /** So many events are read at once. */
  private static final int BATCH = 50;

  /** After so many events another node may have a turn. */
  private static final int TURN = 500;

  /** So long a stop waits for the calls that are under way, and for what is noted of them. */
  private static final Duration STOP = WebhookCalls.TIMEOUT.plusSeconds(5);

  private final Webhooks webhooks;
  private final WebhookCalls calls;
  private final Outbox outbox;
  private final Environment environment;
  private final EngineInstance instance;
  private final Clock clock;
  private final Set<String> working = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "smo-webhook");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Instant swept = Instant.EPOCH;
  private volatile boolean stopping;

  @Activate
  public WebhookDelivery(
      @Reference Webhooks webhooks,
      @Reference WebhookCalls calls,
      @Reference Repository repository,
      @Reference Environment environment,
      @Reference EngineInstance instance,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.webhooks = webhooks;
    this.calls = calls;
    this.outbox = new Outbox(repository);
    this.environment = environment;
    this.instance = instance;
    this.clock = clock;
  }

  /** Without interrupts: one that hits a thread in Oak closes its files under the repository. */
  @Deactivate
  void stop() {
    stopping = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "Calls of webhooks are still under way: {}. What they told may be told again, under"
                + " the same ids.",
            working);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      Instant now = Instant.now(clock);
      List<Webhook> all = webhooks.all();
      // Also in a copy of an installation, where events are written as they are in the first.
      if (swept.plus(SWEEP).isBefore(now)) {
        all.forEach(one -> apart(one.id(), () -> sweep(one.id(), now)));
        swept = now;
      }
      // A copy of an installation tells nobody anything.
      if (!all.isEmpty() && environment.obstacle().isEmpty()) {
        all.forEach(one -> apart(one.id(), () -> start(one, now)));
      }
    } catch (IllegalStateException e) {
      // The repository refused, as it does while the CMS starts or stops; the next run tries again.
      LOG.debug("Webhooks could not be looked at, will try again", e);
    }
  }

  /** So that one that cannot be served keeps no other waiting. */
  private void apart(String id, Runnable work) {
    if (stopping) {
      return;
    }
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("Webhook {} could not be looked at, will try again", id, e);
    }
  }

  private void sweep(String id, Instant now) {
    int dropped;
    do {
      dropped = webhooks.sweep(id, now.minus(KEPT), now.minus(SWEEP));
    } while (dropped >= Webhooks.PORTION && !stopping);
  }

  private void start(Webhook one, Instant now) {
    boolean wanted = one.isReady(now) && outbox.waiting(one.id(), 1) > 0;
    if (wanted && working.add(one.id())) {
      threads.execute(() -> work(one.id()));
    }
  }

  private void work(String id) {
    try {
      deliver(id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("Webhook {} could not be served, will try again", id, e);
    } finally {
      working.remove(id);
    }
  }

  /** Tells a webhook what waits for it, until it does not take something. */
  void deliver(String id) throws InterruptedException {
    String claim = UUID.randomUUID().toString();
    if (!keeps(id, claim)) {
      return;
    }
    try {
      int left = TURN;
      // What waits is read only now: what was read before may have been told by another node.
      List<Outbox.Event> batch = outbox.first(id, BATCH);
      while (left > 0 && !batch.isEmpty()) {
        for (Outbox.Event event : batch) {
          if (!told(id, claim, event)) {
            return;
          }
        }
        left -= batch.size();
        batch = outbox.first(id, BATCH);
      }
    } finally {
      webhooks.release(id, claim);
    }
  }

  private boolean keeps(String id, String claim) {
    return webhooks.claim(id, instance.id(), claim, Instant.now(clock).plus(CLAIM));
  }

  /** Tells of an event, unless it waits no more; whether those behind it are to follow. */
  private boolean told(String id, String claim, Outbox.Event event) throws InterruptedException {
    if (stopping || !keeps(id, claim)) {
      return false;
    }
    Instant now = Instant.now(clock);
    Optional<Webhook> webhook = webhooks.find(id).filter(one -> one.isReady(now));
    if (webhook.isEmpty()) {
      return false;
    }
    if (!outbox.waits(event)) {
      return true;
    }
    if (event.at().isBefore(now.minus(KEPT))) {
      sweep(id, now);
      return true;
    }
    return tell(webhook.get(), event);
  }

  private boolean tell(Webhook webhook, Outbox.Event event) throws InterruptedException {
    WebhookCalls.Result result = calls.tell(webhook, event);
    if (result.taken()) {
      webhooks.passed(webhook.id(), event, result.call());
      return true;
    }
    Instant now = Instant.now(clock);
    Instant began = webhook.failingSince().orElse(now);
    boolean stop = result.gone() || !began.plus(PATIENCE).isAfter(now);
    Duration pause = pause(webhook.failures(), result.pause().orElse(Duration.ZERO));
    webhooks.failed(webhook.id(), result.call(), now.plus(pause), stop);
    if (stop) {
      LOG.warn(
          "Webhook {} ({}) is told no more until an administrator says so: {}",
          webhook.id(),
          webhook.host(),
          result.call().outcome());
    }
    return false;
  }

  /** Twice as long each time, as long as the receiver asks for, and no longer than a day. */
  static Duration pause(int failures, Duration asked) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 20));
    Duration own = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    Duration longer = asked.compareTo(own) > 0 ? asked : own;
    return longer.compareTo(PATIENCE) > 0 ? PATIENCE : longer;
  }
}
