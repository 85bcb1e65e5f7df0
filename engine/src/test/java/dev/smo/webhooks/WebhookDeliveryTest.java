// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webhooks;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.delivery.EngineInstance;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.environment.Environment;
import dev.smo.fixture.TestClock;
import dev.smo.host.Cipher;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.Outbox;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.outbound.http.RawServer;
import dev.smo.post.Secret;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import dev.smo.signing.Signature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What other systems hear of posts, from a real server on a socket. */
@ExtendWith(SlingContextExtension.class)
class WebhookDeliveryTest {
  static final String FINE = "HTTP/1.1 204 No Content\r\n\r\n";

  /** A cipher that hides nothing. */
  static final class Base64Cipher implements Cipher {
    @Override
    public String encrypt(Secret secret) {
      return Base64.getEncoder().encodeToString(secret.open().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Secret decrypt(String stored) {
      return Secret.of(new String(Base64.getDecoder().decode(stored), StandardCharsets.UTF_8));
    }
  }

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final TestClock clock = new TestClock();
  private final ConcurrentLinkedDeque<String> answers = new ConcurrentLinkedDeque<>();
  private ConsoleFixture console;
  private RawServer receiver;
  private Webhooks webhooks;
  private Ledger ledger;
  private Outbox outbox;
  private WebhookDelivery delivery;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    receiver =
        new RawServer(
            (request, socket) -> {
              String answer = answers.poll();
              socket
                  .getOutputStream()
                  .write((answer == null ? FINE : answer).getBytes(StandardCharsets.ISO_8859_1));
            });
    ledger = new Ledger(console.repository, clock);
    webhooks = new Webhooks(console.repository, new Base64Cipher(), clock);
    outbox = new Outbox(console.repository);
    delivery = delivery(console.environment, receiver.host());
  }

  private WebhookDelivery delivery(Environment environment, String host) {
    return delivery(webhooks, environment, host);
  }

  private WebhookDelivery delivery(Webhooks webhooks, Environment environment, String host) {
    return delivery("node-1", webhooks, environment, host);
  }

  private WebhookDelivery node(String name) {
    return delivery(name, webhooks, console.environment, receiver.host());
  }

  private WebhookDelivery delivery(
      String node, Webhooks webhooks, Environment environment, String host) {
    return new WebhookDelivery(
        webhooks,
        new WebhookCalls(webhooks, ledger, HttpOutbound.allowing(host), clock),
        console.repository,
        environment,
        EngineInstance.of(node),
        clock);
  }

  @AfterEach
  void close() throws Exception {
    delivery.stop();
    receiver.close();
  }

  private Webhooks.Saved hook(State... states) {
    return webhooks.save(
        new Webhooks.Form(
            "", receiver.uri("/catch/path-secret").toString(), Set.of(states), "", false),
        "ada");
  }

  private PostRecord post(String name) {
    return ledger.add(
        PostRecord.draft(Keys.post("tiny-en", OURS, name), State.SCHEDULED)
            .with(Key.PAGE, "ours")
            .with(Key.PATH, OURS)
            .with(Key.CONNECTION, "tiny-en")
            .with(Key.NETWORK, "tiny")
            .with(Key.TITLE, "Title of " + name)
            .with(Key.TEXT, "Words of " + name)
            .with(Key.PLANNED, clock.instant()));
  }

  private void step(PostRecord post, State state, String reason) {
    ledger.update(post.id(), one -> one.to(state, reason));
  }

  /** Writes a property of a webhook, as another version might. */
  private void write(String id, String name, String... value) {
    console.repository.commit(
        resolver ->
            Repository.writable(resolver.getResource(Outbox.ROOT + "/" + id)).put(name, value));
  }

  private List<JsonNode> told() throws Exception {
    List<JsonNode> told = new ArrayList<>();
    for (String request : receiver.requests()) {
      told.add(new ObjectMapper().readTree(request.substring(request.indexOf("\r\n\r\n") + 4)));
    }
    return told;
  }

  private List<String> states() throws Exception {
    List<String> states = new ArrayList<>();
    told().forEach(one -> states.add(one.path("data").path("state").asText()));
    return states;
  }

  private static String header(String request, String name) {
    return request
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is missing in " + request))
        .substring(name.length() + 1)
        .strip();
  }

  private Webhook found(String id) {
    return webhooks.find(id).orElseThrow();
  }

  @Test
  void eachChangeOfStateIsToldInItsOrderSignedAndWithoutWords() throws Exception {
    Webhooks.Saved hook = hook();
    PostRecord post = post("one");
    step(post, State.QUEUED, "");
    step(post, State.SENDING, "");
    step(post, State.SENT, "It is out.");
    delivery.deliver(hook.id());
    assertEquals(List.of("SCHEDULED", "QUEUED", "SENDING", "SENT"), states());
    JsonNode last = told().get(3);
    assertEquals("post.sent", last.path("type").asText());
    JsonNode data = last.path("data");
    assertEquals("SENDING", data.path("before").asText());
    assertTrue(told().get(0).path("data").path("before").isNull());
    assertEquals(post.id(), data.path("post").asText());
    assertEquals("It is out.", data.path("reason").asText());
    assertEquals(OURS, data.path("page").asText());
    assertEquals("tiny-en", data.path("connection").asText());
    assertEquals(16, data.path("revision").asText().length());
    String request = receiver.requests().get(3);
    assertFalse(request.contains("Words of") || request.contains("Title of"), request);
    assertEquals(data.path("id").asText(), header(request, "webhook-id"));
    String body = request.substring(request.indexOf("\r\n\r\n") + 4);
    Instant at = Instant.ofEpochSecond(Long.parseLong(header(request, "webhook-timestamp")));
    assertEquals(
        Signature.of(header(request, "webhook-id"), at, body, hook.key().orElseThrow()).value(),
        header(request, "webhook-signature"));
    assertEquals(0, outbox.waiting(hook.id(), 9));
    assertEquals("HTTP 204", found(hook.id()).calls().get(0).outcome());
  }

  @Test
  void changesOfOneMomentKeepTheirOrderAndHaveIdsOfTheirOwn() throws Exception {
    Webhooks.Saved hook = hook();
    PostRecord post = post("one");
    for (int i = 0; i < 10; i++) {
      step(post, State.QUEUED, "");
      step(post, State.SCHEDULED, "");
    }
    delivery.deliver(hook.id());
    assertEquals(21, states().size());
    for (int i = 1; i < 21; i++) {
      assertEquals(i % 2 == 1 ? "QUEUED" : "SCHEDULED", states().get(i));
    }
    assertEquals(21, told().stream().map(one -> one.path("data").path("id")).distinct().count());
  }

  @Test
  void whoAsksForWordsGetsThemAndWhoAsksForSomeStatesNoOthers() throws Exception {
    webhooks.save(
        new Webhooks.Form(
            "", receiver.uri("/x").toString(), Set.of(State.QUEUED), "/content/site", true),
        "ada");
    String id = webhooks.all().get(0).id();
    step(post("one"), State.QUEUED, "");
    delivery.deliver(id);
    assertEquals(List.of("QUEUED"), states());
    assertEquals("Words of one", told().get(0).path("data").path("text").asText());
    webhooks.save(new Webhooks.Form(id, "", Set.of(State.QUEUED), "/content/another", true), "ada");
    step(post("two"), State.QUEUED, "");
    assertEquals(0, outbox.waiting(id, 9));
  }

  @Test
  void nothingIsWrittenWhereNobodyListens() {
    PostRecord post = post("one");
    assertTrue(post.time(Key.STEPPED).isEmpty());
    assertEquals(null, context.resourceResolver().getResource(Outbox.ROOT));
  }

  @Test
  void whatWasTakenBeforeACrashIsToldAgainUnderTheSameId() throws Exception {
    Webhooks.Saved hook = hook();
    post("one");
    Outbox.Event event = outbox.first(hook.id(), 1).get(0);
    // Told, and the node dies before it can note that.
    new WebhookCalls(webhooks, ledger, HttpOutbound.allowing(receiver.host()), clock)
        .tell(found(hook.id()), event);
    delivery.deliver(hook.id());
    assertEquals(2, told().size());
    assertEquals(told().get(0), told().get(1));
    assertEquals(
        header(receiver.requests().get(0), "webhook-id"),
        header(receiver.requests().get(1), "webhook-id"));
  }

  @Test
  void whatIsNotTakenIsToldAgainAfterAPauseThatDoublesAndNothingBefore() throws Exception {
    for (String answer :
        List.of(
            "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 302 Found\r\nLocation: https://other.example/\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nHi!!",
            "HTTP/1.1 2")) {
      answers.add(answer);
    }
    Webhooks.Saved hook = hook();
    PostRecord post = post("one");
    step(post, State.QUEUED, "");
    for (int i = 0; i < 4; i++) {
      delivery.deliver(hook.id());
      assertEquals(i + 1, receiver.requests().size());
      assertEquals(i + 1, found(hook.id()).failures());
      clock.pass(Duration.ofSeconds((10L << i) - 1));
      delivery.deliver(hook.id());
      assertEquals(i + 1, receiver.requests().size(), "not before its pause is over");
      clock.pass(Duration.ofSeconds(1));
    }
    delivery.deliver(hook.id());
    assertEquals(
        List.of("SCHEDULED", "SCHEDULED", "SCHEDULED", "SCHEDULED", "SCHEDULED", "QUEUED"),
        states());
    assertEquals(0, found(hook.id()).failures());
    List<String> outcomes = found(hook.id()).calls().stream().map(Webhook.Call::outcome).toList();
    assertTrue(outcomes.contains("HTTP 500"), outcomes::toString);
    assertTrue(outcomes.contains("HTTP 302"), outcomes::toString);
    assertTrue(outcomes.contains("HTTP 200 with a page of HTML"), outcomes::toString);
    assertFalse(outcomes.toString().contains("path-secret"), outcomes::toString);
  }

  @Test
  void theReceiverMayAskForALongerPause() throws Exception {
    answers.add("HTTP/1.1 429 Slow\r\nRetry-After: 300\r\nContent-Length: 0\r\n\r\n");
    Webhooks.Saved hook = hook();
    post("one");
    delivery.deliver(hook.id());
    assertEquals(clock.instant().plusSeconds(300), found(hook.id()).next().orElseThrow());
  }

  @Test
  void afterADayAPersonIsAskedAndOneClickSendsAllAgainFromThere() throws Exception {
    receiver.close();
    Webhooks.Saved hook = hook();
    PostRecord post = post("one");
    for (int tries = 0; tries < 50 && !found(hook.id()).stopped(); tries++) {
      delivery.deliver(hook.id());
      clock.pass(Duration.ofHours(6));
    }
    assertTrue(found(hook.id()).stopped());
    assertTrue(
        found(hook.id())
            .failingSince()
            .orElseThrow()
            .plus(WebhookDelivery.PATIENCE)
            .isBefore(clock.instant()));
    assertEquals("CRITICAL", new WebhooksCheck(webhooks).execute().getStatus().name());
    step(post, State.QUEUED, "");
    try (RawServer mended = RawServer.answering(FINE)) {
      webhooks.save(
          new Webhooks.Form(hook.id(), mended.uri("/x").toString(), Set.of(), "", false), "ada");
      webhooks.resume(hook.id());
      WebhookDelivery again = delivery(console.environment, mended.host());
      again.deliver(hook.id());
      again.stop();
      assertEquals(2, mended.requests().size(), "what waited, and what came meanwhile");
    }
    assertEquals("OK", new WebhooksCheck(webhooks).execute().getStatus().name());
  }

  @Test
  void whereNobodyListensAnyMoreNobodyIsCalledAgain() throws Exception {
    answers.add("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
    Webhooks.Saved hook = hook();
    post("one");
    delivery.deliver(hook.id());
    assertTrue(found(hook.id()).stopped());
    clock.pass(Duration.ofDays(2));
    delivery.deliver(hook.id());
    assertEquals(1, receiver.requests().size());
  }

  @Test
  void whatNobodyTookForDaysIsThrownAwayAndCounted() throws Exception {
    Webhooks.Saved hook = hook();
    PostRecord post = post("one");
    clock.pass(WebhookDelivery.KEPT.plusMinutes(1));
    step(post, State.QUEUED, "");
    webhooks.sweep(hook.id(), clock.instant().minus(WebhookDelivery.KEPT), clock.instant());
    assertEquals(1, found(hook.id()).lost());
    delivery.deliver(hook.id());
    assertEquals(List.of("QUEUED"), states());
  }

  @Test
  void twoNodesTellOneWebhookNothingTwice() throws Exception {
    Webhooks.Saved hook = hook();
    post("one");
    assertTrue(webhooks.claim(hook.id(), "node-2", "other", clock.instant().plusSeconds(120)));
    delivery.deliver(hook.id());
    assertEquals(0, receiver.requests().size());
    clock.pass(Duration.ofSeconds(121));
    delivery.deliver(hook.id());
    assertEquals(1, receiver.requests().size(), "the claim of a node that died lapses");
  }

  @Test
  void twoNodesAtTheSameTimeTellEachChangeOnceAndInOrder() throws Exception {
    Webhooks.Saved hook = hook();
    PostRecord post = post("one");
    for (int i = 0; i < 30; i++) {
      step(post, i % 2 == 0 ? State.HELD : State.SCHEDULED, "");
    }
    List<String> waiting = outbox.first(hook.id(), 100).stream().map(Outbox.Event::id).toList();
    assertEquals(31, waiting.size());
    List<WebhookDelivery> nodes = List.of(node("node-1"), node("node-2"));
    CyclicBarrier together = new CyclicBarrier(nodes.size());
    List<CompletableFuture<Void>> turns = new ArrayList<>();
    for (WebhookDelivery node : nodes) {
      turns.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  while (outbox.waiting(hook.id(), 1) > 0) {
                    together.await();
                    node.deliver(hook.id());
                    together.await();
                  }
                } catch (InterruptedException | BrokenBarrierException e) {
                  throw new AssertionError(e);
                }
              }));
    }
    for (CompletableFuture<Void> turn : turns) {
      turn.get(60, TimeUnit.SECONDS);
    }
    List<String> heard = new ArrayList<>();
    told().forEach(one -> heard.add(one.path("data").path("id").asText()));
    assertEquals(waiting, heard);
  }

  @Test
  void whatANodeWasTellingWhenItWasKilledIsToldByAnother() throws Exception {
    Webhooks.Saved hook = hook();
    post("one");
    post("two");
    List<String> waiting = outbox.first(hook.id(), 100).stream().map(Outbox.Event::id).toList();
    assertEquals(2, waiting.size());
    // The node claims, calls, and is heard of no more.
    assertTrue(
        webhooks.claim(hook.id(), "node-1", "killed", clock.instant().plus(Duration.ofMinutes(2))));
    new WebhookCalls(webhooks, ledger, HttpOutbound.allowing(receiver.host()), clock)
        .tell(found(hook.id()), outbox.first(hook.id(), 1).get(0));
    WebhookDelivery other = node("node-2");
    for (int second = 0; second <= 125; second += 5) {
      other.deliver(hook.id());
      clock.pass(Duration.ofSeconds(5));
    }
    List<String> heard = new ArrayList<>();
    told().forEach(one -> heard.add(one.path("data").path("id").asText()));
    assertEquals(List.of(waiting.get(0), waiting.get(0), waiting.get(1)), heard);
    assertEquals(0, outbox.waiting(hook.id(), 1));
  }

  @Test
  void aSlowReceiverHoldsUpNoOther() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch heard = new CountDownLatch(1);
    try (RawServer slow =
            new RawServer(
                (request, socket) -> {
                  called.countDown();
                  over.await();
                });
        RawServer quick =
            new RawServer(
                (request, socket) -> {
                  socket.getOutputStream().write(FINE.getBytes(StandardCharsets.ISO_8859_1));
                  heard.countDown();
                })) {
      for (RawServer one : List.of(slow, quick)) {
        webhooks.save(new Webhooks.Form("", one.uri("/x").toString(), Set.of(), "", false), "ada");
      }
      WebhookDelivery both =
          new WebhookDelivery(
              webhooks,
              new WebhookCalls(
                  webhooks, ledger, HttpOutbound.allowing(slow.host(), quick.host()), clock),
              console.repository,
              console.environment,
              EngineInstance.of("node-1"),
              clock);
      post("one");
      both.run();
      assertTrue(called.await(60, TimeUnit.SECONDS), "the slow one is called");
      assertTrue(heard.await(60, TimeUnit.SECONDS), "the quick one is called meanwhile");
      over.countDown();
      both.stop();
    }
  }

  @Test
  void aCopyOfAnInstallationTellsNobody() throws Exception {
    assertTrue(console.environment.obstacle().isEmpty());
    Webhooks.Saved hook = hook();
    post("one");
    WebhookDelivery copy = delivery(console.elsewhere(), receiver.host());
    copy.run();
    assertEquals(1, outbox.waiting(hook.id(), 9));
    clock.pass(WebhookDelivery.KEPT.plusMinutes(1));
    copy.run();
    copy.stop();
    assertEquals(0, outbox.waiting(hook.id(), 9), "its outbox does not grow for ever");
    assertEquals(1, found(hook.id()).lost());
    assertEquals(0, receiver.requests().size());
  }

  @Test
  void allThatIsTooOldGoesHoweverMuchItIs() throws Exception {
    AtomicInteger sweeps = new AtomicInteger();
    Webhooks full =
        new Webhooks(console.repository, new Base64Cipher(), clock) {
          @Override
          int sweep(String id, Instant lost, Instant empty) {
            return sweeps.incrementAndGet() < 3 ? PORTION : PORTION - 1;
          }
        };
    hook();
    WebhookDelivery sweeping = delivery(full, console.environment, receiver.host());
    sweeping.run();
    sweeping.stop();
    assertEquals(3, sweeps.get(), "portions until one was not full");
  }

  @Test
  void whatIsTooOldIsNotToldBeforeTheSweepEither() throws Exception {
    Webhooks.Saved hook = hook();
    PostRecord post = post("one");
    clock.pass(WebhookDelivery.KEPT.plusMinutes(1));
    step(post, State.QUEUED, "");
    delivery.deliver(hook.id());
    assertEquals(List.of("QUEUED"), states());
    assertEquals(1, found(hook.id()).lost());
  }

  @Test
  void aStopWaitsForTheCallUnderWayInterruptsNothingAndBeginsNoOther() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Webhooks watched =
        new Webhooks(console.repository, new Base64Cipher(), clock) {
          @Override
          void passed(String id, Outbox.Event event, Webhook.Call call) {
            interrupted.set(Thread.currentThread().isInterrupted());
            super.passed(id, event, call);
          }
        };
    try (RawServer slow =
        new RawServer(
            (request, socket) -> {
              called.countDown();
              over.await();
              socket.getOutputStream().write(FINE.getBytes(StandardCharsets.ISO_8859_1));
            })) {
      String id =
          webhooks
              .save(new Webhooks.Form("", slow.uri("/x").toString(), Set.of(), "", false), "ada")
              .id();
      step(post("one"), State.QUEUED, "");
      WebhookDelivery stopped = delivery(watched, console.environment, slow.host());
      stopped.run();
      assertTrue(called.await(60, TimeUnit.SECONDS), "the receiver is called");
      Thread stop = new Thread(stopped::stop);
      stop.start();
      while (stop.getState() != Thread.State.TIMED_WAITING && stop.isAlive()) {
        Thread.onSpinWait();
      }
      assertTrue(stop.isAlive(), "a stop waits while a call is under way");
      over.countDown();
      stop.join();
      assertEquals(1, slow.requests().size(), "the second event is not told after the stop");
      assertEquals(1, outbox.waiting(id, 9), "the first event was told, so it waits no more");
      assertTrue(found(id).calls().get(0).taken(), "the call is noted as taken");
      assertFalse(interrupted.get(), "no thread that works on the repository is interrupted");
      stopped.run();
      assertEquals(1, outbox.waiting(id, 9), "what is stopped starts nothing");
    }
  }

  @Test
  void aLongAnswerIsTakenAsAShortOneIs() throws Exception {
    String body = "x".repeat(100_000);
    answers.add("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body);
    Webhooks.Saved hook = hook();
    post("one");
    delivery.deliver(hook.id());
    assertEquals("HTTP 200", found(hook.id()).calls().get(0).outcome());
    assertEquals(0, outbox.waiting(hook.id(), 9));
  }

  @Test
  void whatAnotherNodeToldJustBeforeIsNotToldAgain() throws Exception {
    Webhooks.Saved hook = hook();
    post("one");
    AtomicBoolean first = new AtomicBoolean(true);
    Webhooks late =
        new Webhooks(console.repository, new Base64Cipher(), clock) {
          @Override
          boolean claim(String id, String instance, String claim, Instant until) {
            if (first.getAndSet(false)) {
              try {
                delivery.deliver(id);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            }
            return super.claim(id, instance, claim, until);
          }
        };
    WebhookDelivery other = delivery(late, console.environment, receiver.host());
    other.deliver(hook.id());
    other.stop();
    assertEquals(1, receiver.requests().size(), "what waits is read after the claim");
  }

  @Test
  void whatAPersonGivesUpWhileABatchIsToldIsNotTold() throws Exception {
    Webhooks.Saved hook = hook();
    step(post("one"), State.QUEUED, "");
    Outbox.Event second = outbox.first(hook.id(), 2).get(1);
    Webhooks meanwhile =
        new Webhooks(console.repository, new Base64Cipher(), clock) {
          @Override
          void passed(String id, Outbox.Event event, Webhook.Call call) {
            super.passed(id, event, call);
            assertTrue(webhooks.giveUp(id, second));
          }
        };
    WebhookDelivery other = delivery(meanwhile, console.environment, receiver.host());
    other.deliver(hook.id());
    other.stop();
    assertEquals(List.of("SCHEDULED"), states());
    assertFalse(webhooks.giveUp(hook.id(), second), "it is given up once");
  }

  @Test
  void whatANewerVersionWroteIsPassedOverAndTakenForNothingElse() throws Exception {
    Webhooks.Saved some = hook();
    Webhooks.Saved none = hook(State.SENT);
    write(some.id(), Outbox.STATES, "ARCHIVED", "QUEUED");
    write(some.id(), "calls", "nonsense", "yesterday evt post SENT true HTTP 200");
    write(none.id(), Outbox.STATES, "ARCHIVED");
    assertEquals(Set.of(State.QUEUED), found(some.id()).states());
    assertEquals(List.of(), found(some.id()).calls());
    assertTrue(found(none.id()).stopped(), "states that nobody knows are not all states");
    assertTrue(found(none.id()).problem().contains("ARCHIVED"), found(none.id())::problem);
    webhooks.resume(none.id());
    assertTrue(found(none.id()).stopped(), "it stays so until somebody chooses states");
    step(post("one"), State.QUEUED, "");
    delivery.deliver(some.id());
    assertEquals(List.of("QUEUED"), states());
    hook(State.QUEUED);
    assertTrue(webhooks.remove(none.id()));
    assertEquals(2, webhooks.all().size());
  }

  @Test
  void anEventOfAStateThatNobodyKnowsHoldsUpNoOther() throws Exception {
    Webhooks.Saved hook = hook();
    step(post("one"), State.QUEUED, "");
    Outbox.Event first = outbox.first(hook.id(), 1).get(0);
    console.repository.commit(
        resolver ->
            Repository.writable(resolver.getResource(first.path())).put("after", "ARCHIVED"));
    delivery.deliver(hook.id());
    assertEquals(List.of("QUEUED"), states());
  }

  @Test
  void oneThatCannotBeSweptHoldsUpNoOther() throws Exception {
    Webhooks.Saved broken = hook(State.FAILED);
    Webhooks.Saved fine = hook();
    post("one");
    CountDownLatch told = new CountDownLatch(1);
    Webhooks failing =
        new Webhooks(console.repository, new Base64Cipher(), clock) {
          @Override
          int sweep(String id, Instant lost, Instant empty) {
            if (id.equals(broken.id())) {
              throw new IllegalStateException("broken");
            }
            return super.sweep(id, lost, empty);
          }

          @Override
          void passed(String id, Outbox.Event event, Webhook.Call call) {
            super.passed(id, event, call);
            told.countDown();
          }
        };
    WebhookDelivery both = delivery(failing, console.environment, receiver.host());
    both.run();
    assertTrue(told.await(60, TimeUnit.SECONDS), "the other is told");
    both.stop();
    assertEquals(0, outbox.waiting(fine.id(), 9));
  }

  @Test
  void aPrivateHostIsCalledOnlyWhereTheOperatorAllowsIt() throws Exception {
    Webhooks.Saved hook = hook();
    post("one");
    WebhookDelivery strict = delivery(console.environment, "allowed.example");
    strict.deliver(hook.id());
    strict.stop();
    assertEquals(0, receiver.requests().size());
    assertNotEquals("", found(hook.id()).problem());
    assertFalse(found(hook.id()).problem().contains("path-secret"), found(hook.id())::problem);
  }
}
