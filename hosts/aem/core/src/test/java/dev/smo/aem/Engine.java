// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connections.Connectors;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.environment.Environment;
import dev.smo.environment.Place;
import dev.smo.host.PageEvent;
import dev.smo.host.PageSource;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.networks.Networks;
import dev.smo.post.Connection;
import dev.smo.repository.Repository;
import dev.smo.request.Syndication;
import dev.smo.request.impl.LedgerSyndication;
import dev.smo.syndication.BurstLimit;
import dev.smo.syndication.Identities;
import dev.smo.syndication.Planner;
import dev.smo.syndication.PostDrafts;
import dev.smo.syndication.SyndicateJob;
import dev.smo.syndication.UnpublishedPages;
import io.wcm.testing.mock.aem.junit5.AemContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.consumer.JobConsumer.JobResult;

/** The real planner and ledger, and a network of which nothing is asked but its limits. */
final class Engine {
  final Syndication syndication;
  final Ledger ledger;
  private final Identities identities;
  private final SyndicateJob syndicate;
  private final BlockingDeque<Map<String, Object>> jobs = new LinkedBlockingDeque<>();

  Engine(AemContext context) {
    PageSource pages = Objects.requireNonNull(context.getService(PageSource.class));
    Repository repository =
        new Repository(Objects.requireNonNull(context.getService(ResourceResolverFactory.class)));
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    commit(context);
    Connections connections = new Connections(repository, null, java.time.Clock.systemUTC());
    context.registerService(Connector.class, new Toy());
    ledger = new Ledger(repository);
    identities = new Identities(repository, pages, java.time.Clock.systemUTC());
    for (String id : List.of("toy", "second")) {
      connections.save(new Account.Form(id, "toy", "", "", Map.of(), Map.of()));
    }
    Networks networks = new Networks(List.of(), context.bundleContext());
    PostDrafts drafts =
        new PostDrafts(
            connections, new Connectors(context.bundleContext(), networks), Clock.systemUTC());
    Planner planner = new Planner(repository, pages, identities, drafts, ledger);
    Environment environment =
        new Environment(repository, "test", new Place("machine", "disk", "run"), Clock.systemUTC());
    Lanes lanes = new Lanes(repository, environment, Clock.systemUTC());
    syndication = new LedgerSyndication(planner, ledger, lanes);
    syndicate =
        new SyndicateJob(
            planner,
            new UnpublishedPages(repository, identities, ledger, Clock.systemUTC()),
            List.of());
  }

  /** Takes the jobs that listeners add, until {@link #work()}. */
  @SuppressWarnings("unchecked")
  JobManager jobManager() {
    return Stand.in(
        JobManager.class,
        (method, arguments) -> {
          jobs.add((Map<String, Object>) arguments[1]);
          return Stand.in(Job.class, (m, a) -> "job");
        });
  }

  /**
   * Waits for the job of a path, which nobody else tells of, and takes it away: as events keep
   * their order, whatever was told before is a job then.
   */
  void awaitJob(String path, Consumer<String> tell) {
    tell.accept(path);
    List<Map<String, Object>> before = new ArrayList<>();
    try {
      Map<String, Object> job = jobs.poll(60, TimeUnit.SECONDS);
      while (job != null && !path.equals(job.get(PageEvent.PATH))) {
        before.add(job);
        job = jobs.poll(60, TimeUnit.SECONDS);
      }
      assertNotNull(job, path);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    jobs.addAll(before);
  }

  /** Does the jobs, some of them again as Sling does, and says how many there were. */
  int work() {
    int done = 0;
    for (; !jobs.isEmpty(); done++) {
      Map<String, Object> said = jobs.poll();
      int retries = 0;
      while (syndicate.process(job(said, retries)) != JobResult.OK) {
        if (++retries > 5) {
          throw new AssertionError("not done: " + said);
        }
      }
    }
    return done;
  }

  private static Job job(Map<String, Object> said, int retries) {
    return Stand.in(
        Job.class,
        (method, arguments) ->
            switch (method) {
              case "getId" -> "job";
              case "getPropertyNames" -> said.keySet();
              case "getProperty" -> said.get(arguments[0]);
              case "getRetryCount" -> retries;
              case "getNumberOfRetries" -> 100;
              default -> throw Stand.refused(method);
            });
  }

  /** Why a post is held back because of how many others there are; empty where it is not. */
  Optional<String> burst(PostRecord post) {
    return new BurstLimit(ledger).over(post, Instant.now());
  }

  /** The engine reads with a resolver of its own. */
  static void commit(AemContext context) {
    try {
      context.resourceResolver().commit();
    } catch (PersistenceException e) {
      throw new IllegalStateException(e);
    }
  }

  List<PostRecord> posts(String path) {
    return identities.find(path).map(ledger::ofPage).orElse(List.of());
  }

  PostRecord post(String path) {
    List<PostRecord> posts = posts(path);
    if (posts.size() != 1) {
      throw new AssertionError("expected one post of " + path + " but there are " + posts);
    }
    return posts.get(0);
  }

  /** What the delivery, or a person, makes of a post. */
  void end(String path, State end, String reason) {
    List<State> way =
        end == State.CANCELLED ? List.of(end) : List.of(State.QUEUED, State.SENDING, end);
    for (State state : way) {
      ledger.update(
          post(path).id(),
          post ->
              post.to(state, reason)
                  .with(Key.PERMALINK, state == State.SENT ? "https://toy.test/1" : null));
    }
  }

  private static final class Toy implements Connector {
    @Override
    public Network network() {
      return Network.builder("toy", "Toy").build();
    }

    @Override
    public Limits limits(Connection connection) {
      return Limits.builder(500, String::length).build();
    }

    @Override
    public Outcome publish(Delivery delivery) {
      return new Outcome.Rejected("Nothing is sent here.");
    }
  }
}
