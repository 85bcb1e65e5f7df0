// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import dev.smo.repository.Repository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
  private Repository repository;

  @BeforeEach
  void open() throws Exception {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
    context.registerService(Connector.class, network);
    repository = new Repository(context.getService(ResourceResolverFactory.class));
  }

  private Sessions sessions(Place place) {
    Connections connections = new Connections(repository, null, clock);
    connections.save(new Account.Form("slow", "slow", "", "", Map.of(), Map.of()));
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
    int renewals;

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
      return new Authorization.Granted(Map.of(), Map.of(), Optional.empty());
    }
  }
}
