// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.environment.Environment;
import dev.smo.environment.Place;
import dev.smo.fixture.TestClock;
import dev.smo.networks.Networks;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class SessionsTest {
  private static final Place HERE = new Place("machine", "disk", "run");

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final TestClock clock = new TestClock();
  private final HangingNetwork network = new HangingNetwork();
  private final BlockingQueue<Optional<?>> committed = new LinkedBlockingQueue<>();
  private Repository repository;
  private Connections connections;

  @BeforeEach
  void open() throws Exception {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
    context.registerService(Connector.class, network);
    repository =
        new Repository(context.getService(ResourceResolverFactory.class)) {
          @Override
          public <T> T commit(Work<T> work) {
            T result = super.commit(work);
            committed.add(Optional.of(result));
            return result;
          }
        };
  }

  private Sessions sessions(Place place) {
    connections = new Connections(repository, new ConnectionsTest.Reversible(), clock);
    Map<String, Secret> secrets = Map.of("token", Secret.of("tok-4711"));
    connections.save(new Account.Form("slow", "slow", "", "", Map.of(), secrets));
    Connectors networks =
        new Connectors(context.bundleContext(), new Networks(List.of(), context.bundleContext()));
    Environment environment = new Environment(repository, "", place, clock);
    environment.run();
    return new Sessions(connections, networks, new NetworkCalls(clock), environment, clock) {
      @Override
      Duration longest() {
        return Duration.ofMillis(200);
      }
    };
  }

  @Test
  void aRenewalThatHangsEndsWithItsTime() throws InterruptedException {
    Sessions.Opened opened = sessions(HERE).open("slow");
    network.goOn.countDown();
    assertTrue(opened instanceof Sessions.Opened.Later, opened.toString());
    assertTrue(opened.reason().contains("no answer within"), opened.reason());
  }

  @Test
  void aSessionThatIsGrantedLateIsKept() throws InterruptedException {
    Sessions sessions = sessions(HERE);
    assertTrue(sessions.open("slow") instanceof Sessions.Opened.Later);
    grantNow();
    clock.pass(Duration.ofMinutes(2));
    Sessions.Opened opened = sessions.open("slow");
    assertTrue(opened instanceof Sessions.Opened.Ready, opened.toString());
    assertEquals(1, network.renewals);
  }

  /** Lets the network answer, and waits until that is committed. */
  private void grantNow() throws InterruptedException {
    committed.clear();
    network.goOn.countDown();
    assertNotNull(committed.poll(1, TimeUnit.MINUTES), "nothing was kept");
  }

  @Test
  void nobodyRenewsASessionWhileARenewalMayStillBeAnswered() throws InterruptedException {
    Sessions sessions = sessions(HERE);
    sessions.open("slow");
    Sessions.Opened opened = sessions.open("slow");
    assertEquals(1, network.renewals);
    network.goOn.countDown();
    assertTrue(opened.reason().contains("Another node is renewing"), opened.reason());
  }

  @Test
  void aSessionThatIsGrantedLateTakesTheClaimOfNobody() throws InterruptedException {
    sessions(HERE).open("slow");
    clock.pass(Duration.ofMinutes(2));
    Instant until = clock.instant().plusSeconds(60);
    assertTrue(connections.claim("slow", until));
    grantNow();
    assertFalse(connections.claim("slow", until));
  }

  @Test
  void aSessionThatIsGrantedLateGoesOverNoneThatIsNewer() throws InterruptedException {
    sessions(HERE).open("slow");
    Map<String, Secret> newer = Map.of("access", Secret.of("newer"));
    Instant end = clock.instant().plus(Duration.ofDays(1));
    Connections.WithSession before = connections.openWithSession("slow").orElseThrow();
    assertTrue(
        connections
            .renewed(before, new Authorization.Granted(newer, Map.of(), Optional.of(end)))
            .isPresent());
    grantNow();
    assertEquals(
        Optional.of(end), connections.openWithSession("slow").flatMap(now -> now.expires()));
  }

  @Test
  void whatARenewalSaysIsSaidWithoutTheSecretsThatItQuotes() throws InterruptedException {
    network.goOn.countDown();
    Sessions sessions = sessions(HERE);
    network.answer = new Authorization.Refused("refused: Bearer tok-4711");
    assertEquals("refused: Bearer ***", sessions.open("slow").reason());
    network.answer = new Authorization.Later(Duration.ofSeconds(1), "busy: Bearer tok-4711");
    assertEquals("busy: Bearer ***", sessions.open("slow").reason());
  }

  @Test
  void aCopyOpensNoConnectionAndSaysWhy() throws InterruptedException {
    network.goOn.countDown();
    sessions(HERE);
    Sessions copy = sessions(new Place("another machine", "another disk", "run"));
    Sessions.Opened opened = copy.open("slow");
    assertTrue(opened instanceof Sessions.Opened.Refused, opened.toString());
    assertTrue(opened.reason().contains("may be a copy"), opened.reason());
    assertEquals(0, network.renewals);
  }

  /** A network whose renewal does not answer before it is told to. */
  private static final class HangingNetwork implements Connector, Authorizer {
    final CountDownLatch goOn = new CountDownLatch(1);
    volatile int renewals;
    Authorization answer = new Authorization.Granted(Map.of(), Map.of(), Optional.empty());

    @Override
    public Network network() {
      return Network.builder("slow", "Slow").build();
    }

    @Override
    public Limits limits(Connection connection) {
      return Limits.builder(100, String::length).build();
    }

    @Override
    public Outcome publish(Delivery delivery) {
      return new Outcome.Rejected("not this one");
    }

    @Override
    public Authorization authorize(Connection connection) {
      renewals++;
      boolean interrupted = false;
      while (true) {
        try {
          goOn.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true; // no kinder than the worst
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return answer;
    }
  }
}
