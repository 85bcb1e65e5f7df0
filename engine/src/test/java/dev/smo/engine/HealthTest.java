// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.smo.connections.NetworkCalls;
import dev.smo.connector.Outcome;
import dev.smo.environment.NodeClocks;
import dev.smo.environment.Place;
import dev.smo.fixture.OakSite;
import dev.smo.health.CatchUpCheck;
import dev.smo.health.ClockCheck;
import dev.smo.health.ConnectionsCheck;
import dev.smo.health.EnvironmentCheck;
import dev.smo.health.PlanningCheck;
import dev.smo.health.PostMetrics;
import dev.smo.health.PostsCheck;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.State;
import dev.smo.outbound.Request;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.syndication.StandingJobs;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.sling.commons.metrics.MetricsService;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.consumer.JobConsumer;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What monitoring hears. */
@ExtendWith(SlingContextExtension.class)
class HealthTest {
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final SlingContext context = OakSite.context();
  private Installation smo;

  @BeforeEach
  void install() {
    smo = new Installation(context);
    smo.catchUp();
  }

  @AfterEach
  void end() {
    smo.close();
  }

  private Result connections() {
    return new ConnectionsCheck(smo.connections, smo.trial(), smo.lanes()).execute();
  }

  private Result posts() {
    return new PostsCheck(smo.ledger, smo.lanes()).execute();
  }

  private Result catchUp() {
    return new CatchUpCheck(smo.repository, smo.clock).execute();
  }

  private static void assertSays(Status status, String words, Result result) {
    assertEquals(status, result.getStatus(), result::toString);
    assertTrue(result.toString().contains(words), result::toString);
  }

  private void goes(String page, State... states) {
    for (State state : states) {
      smo.ledger.update(smo.post(page).id(), post -> post.to(state, ""));
    }
  }

  @Test
  void allIsWellWherePostsGo() {
    smo.publish(smo.page("opening", "Hours"));
    smo.pass(A_WHILE);
    List<HealthCheck> all =
        List.of(
            new ConnectionsCheck(smo.connections, smo.trial(), smo.lanes()),
            new PostsCheck(smo.ledger, smo.lanes()),
            new CatchUpCheck(smo.repository, smo.clock),
            new EnvironmentCheck(smo.environment()));
    for (HealthCheck check : all) {
      assertEquals(Status.OK, check.execute().getStatus(), check.execute()::toString);
    }
  }

  @Test
  void aStoppedConnectionIsToldOfWithItsReasonAndItsPostsAreNotBesides() {
    smo.network.next.add((delivery, network) -> new Outcome.Unauthorised("token revoked"));
    smo.publish(smo.page("opening", "Hours"));
    smo.pass(AN_HOUR);
    assertSays(Status.CRITICAL, "token revoked", connections());
    assertEquals(Status.OK, posts().getStatus(), posts()::toString);
  }

  @Test
  void postsThatAreDueAndThatNobodyTakesAreToldOf() {
    smo.publish(smo.page("opening", "Hours"));
    smo.clock.pass(Duration.ofMinutes(14));
    assertEquals(Status.OK, posts().getStatus(), posts()::toString);
    smo.clock.pass(Duration.ofMinutes(5));
    assertSays(Status.CRITICAL, "1 posts of toy", posts());
    smo.pass(A_WHILE);
    assertEquals(Status.OK, posts().getStatus(), posts()::toString);
  }

  @Test
  void aPostThatIsBeingSentAndThatNobodyLooksAtIsToldOf() {
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    goes(page, State.QUEUED, State.SENDING);
    smo.clock.pass(AN_HOUR);
    assertSays(Status.CRITICAL, smo.post(page).id(), posts());
  }

  @Test
  void whatMayBeOutAndNeedsAPersonIsAWarning() {
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    goes(page, State.QUEUED, State.SENDING, State.UNKNOWN, State.NEEDS_ATTENTION);
    assertSays(Status.WARN, "1 posts may be out", posts());
  }

  @Test
  void aCopySaysThatItSendsNothingAndCallsNoPostLate() {
    smo.publish(smo.page("opening", "Hours"));
    smo.restart("", new Place("another machine", "another disk", "a run"));
    smo.clock.pass(AN_HOUR);
    assertSays(
        Status.WARN,
        "Nothing is sent from here",
        new EnvironmentCheck(smo.environment()).execute());
    assertEquals(Status.OK, posts().getStatus(), posts()::toString);
  }

  @Test
  void aCatchUpThatStandsStillIsToldOf() {
    assertEquals(Status.OK, catchUp().getStatus());
    smo.clock.pass(Duration.ofMinutes(61));
    assertSays(Status.WARN, "Nobody has looked", catchUp());
    smo.catchUp();
    assertEquals(Status.OK, catchUp().getStatus());
  }

  @Test
  void metricsCountEachStepAndHowLateAPostWent() {
    Map<String, Long> counted = new TreeMap<>();
    smo.ledger.addListener(new PostMetrics(metrics(counted)));
    String page = smo.page("counted", "Counted");
    smo.publish(page);
    smo.clock.pass(Duration.ofSeconds(90));
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    for (String step : List.of("scheduled", "queued", "sent")) {
      assertEquals(1, counted.get("smo.posts." + step), counted::toString);
    }
    assertTrue(counted.get("smo.lateness") >= 80_000, counted::toString);
  }

  @Test
  void aListenerThatFailsHoldsUpNoPost() {
    smo.ledger.addListener(
        (before, post) -> {
          throw new StackOverflowError();
        });
    String page = smo.page("heard", "Heard");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  /** Sling's metrics, as far as they are used: what was marked, and milliseconds of timers. */
  private static MetricsService metrics(Map<String, Long> counted) {
    return (MetricsService)
        Proxy.newProxyInstance(
            HealthTest.class.getClassLoader(),
            new Class<?>[] {MetricsService.class},
            (proxy, method, arguments) -> metric(method.getReturnType(), arguments[0], counted));
  }

  private static Object metric(Class<?> kind, Object name, Map<String, Long> counted) {
    return Proxy.newProxyInstance(
        HealthTest.class.getClassLoader(),
        new Class<?>[] {kind},
        (proxy, method, arguments) -> {
          long value = method.getName().equals("update") ? (long) arguments[0] : 1;
          counted.merge((String) name, value, Long::sum);
          return null;
        });
  }

  /** A job about a page, as Sling keeps it. */
  private Job job(Map<String, Object> properties, Duration age, int tries) {
    Calendar created = Calendar.getInstance();
    created.setTimeInMillis(smo.clock.instant().minus(age).toEpochMilli());
    return (Job)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Job.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getId" -> "job-" + properties.get("path");
                  case "getPropertyNames" -> properties.keySet();
                  case "getProperty" -> properties.get((String) arguments[0]);
                  case "getCreated" -> created;
                  case "getRetryCount" -> tries;
                  case "getNumberOfRetries" -> 10;
                  case "getProcessingStarted" -> null;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  /** The jobs that wait in a queue that does not go. */
  private final List<Job> queue = new ArrayList<>();

  private StandingJobs standing() {
    JobManager manager =
        (JobManager)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {JobManager.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "findJobs" -> List.copyOf(queue);
                      case "removeJobById" ->
                          queue.removeIf(job -> job.getId().equals(arguments[0]));
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    JobConsumer consumer =
        job -> {
          Map<String, Object> properties = new TreeMap<>();
          job.getPropertyNames().forEach(name -> properties.put(name, job.getProperty(name)));
          return smo.tell(properties);
        };
    return new StandingJobs(manager, consumer, smo.clock);
  }

  @Test
  void aWishWhoseJobNobodyBeginsIsToldOfAndCarriedOut() {
    String page = smo.page("opening", "Hours");
    StandingJobs standing = standing();
    queue.add(job(Map.of("path", page, "text", "Come!"), Duration.ofMinutes(14), 0));
    queue.add(job(Map.of("path", "/content/tried"), Duration.ofHours(2), 3));
    assertEquals(Status.OK, new PlanningCheck(standing).execute().getStatus());
    smo.clock.pass(Duration.ofMinutes(2));
    assertSays(Status.CRITICAL, "1 jobs about pages", new PlanningCheck(standing).execute());
    standing.run();
    assertEquals("Come!", smo.post(page).text(PostRecord.Key.WISHED_TEXT));
    assertEquals(1, queue.size(), "jobs that are left, which one is that is tried again by itself");
    assertEquals(Status.OK, new PlanningCheck(standing).execute().getStatus());
  }

  /** What another node sees by its own clock. */
  private NodeClocks node(Duration ahead) {
    Clock other =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return smo.clock.getZone();
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return smo.clock.instant().plus(ahead);
          }
        };
    return new NodeClocks(smo.repository, smo.environment(), other);
  }

  private Result clocks(NodeClocks node, NodeClocks other) {
    for (int i = 0; i < 40; i++) {
      node.run();
      other.run();
      smo.clock.pass(Duration.ofSeconds(20));
    }
    return new ClockCheck(new NetworkCalls(smo.clock), node).execute();
  }

  @Test
  void nodesWhoseClocksAreFarApartAreToldOf() {
    NodeClocks here = node(Duration.ZERO);
    assertEquals(Status.OK, clocks(here, node(Duration.ofSeconds(20))).getStatus());
    assertSays(
        Status.WARN, "behind that of another node", clocks(here, node(Duration.ofSeconds(90))));
    assertSays(
        Status.WARN,
        "ahead of that of another node",
        clocks(node(Duration.ZERO), node(Duration.ofSeconds(-120))));
  }

  @Test
  void aClockThatIsFarFromThoseOfTheNetworksIsToldOf() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", call -> call.sendResponseHeaders(204, -1));
    server.start();
    HttpOutbound http = HttpOutbound.allowing("127.0.0.1");
    try {
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      for (long ahead : new long[] {0, 30, 90, -90}) {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(ahead));
        NetworkCalls calls = new NetworkCalls(clock);
        calls.call(deadline -> http.send(Request.get(address)), Duration.ofSeconds(30));
        Result said = new ClockCheck(calls, node(Duration.ZERO)).execute();
        boolean far = Math.abs(ahead) > 60;
        assertEquals(far ? Status.WARN : Status.OK, said.getStatus(), ahead + " s: " + said);
        String how = ahead > 0 ? "ahead of" : "behind";
        assertTrue(!far || said.toString().contains(how + " that of the networks"), said::toString);
      }
    } finally {
      http.close();
      server.stop(0);
    }
  }

  @Test
  void aPauseOfADayOrLongerIsAWarningAndAShorterOneIsNot() {
    smo.lanes().pause("toy", smo.clock.instant().plus(AN_HOUR), "HTTP 429");
    assertSays(Status.OK, "pauses until", connections());
    smo.lanes().resume("toy");
    smo.lanes().pause("toy", smo.clock.instant().plus(Duration.ofDays(9_999)), "HTTP 429");
    assertSays(Status.WARN, "toy pauses for a day or longer", connections());
  }

  @Test
  void whoAsksForShortPausesForMoreThanADayIsAWarning() {
    smo.lanes().pause("toy", smo.clock.instant().plus(AN_HOUR), "HTTP 429");
    smo.clock.pass(Duration.ofHours(25));
    smo.lanes().pause("toy", smo.clock.instant().plus(AN_HOUR), "HTTP 429");
    assertSays(Status.WARN, "toy pauses for a day or longer", connections());
  }
}
