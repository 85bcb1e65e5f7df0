// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Outcome;
import dev.smo.environment.Place;
import dev.smo.fixture.OakSite;
import dev.smo.health.CatchUpCheck;
import dev.smo.health.ConnectionsCheck;
import dev.smo.health.EnvironmentCheck;
import dev.smo.health.PostMetrics;
import dev.smo.health.PostsCheck;
import dev.smo.ledger.State;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.sling.commons.metrics.MetricsService;
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
}
