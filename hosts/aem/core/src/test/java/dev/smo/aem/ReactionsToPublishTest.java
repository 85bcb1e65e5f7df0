// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.day.cq.replication.ReplicationException;
import com.day.cq.replication.ReplicationOptions;
import com.day.cq.replication.Replicator;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.ReactionCounts;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.Repository;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChange.ChangeType;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.consumer.JobConsumer.JobResult;
import org.apache.sling.serviceusermapping.ServiceUserMapped;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AemContextExtension.class)
class ReactionsToPublishTest {
  private static final String PAGE = "0123456789abcdef0123456789abcdef";
  private static final String NODE = "/var/smo/reactions/01/" + PAGE;

  private final AemContext context = new AemContext(ResourceResolverType.JCR_OAK);
  private final List<String> queued = new ArrayList<>();
  private final List<String> replicated = new ArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private boolean reachable = true;
  private ReactionStore store;

  @BeforeEach
  void start() {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    Engine.commit(context);
    store =
        new StoredReactions(
            new Repository(context.getService(ResourceResolverFactory.class)),
            false,
            Clock.systemUTC());
    context.registerService(ReactionStore.class, store);
    context.registerService(
        ServiceUserMapped.class, new ServiceUserMapped() {}, "subServiceName", "smo");
    context.registerService(
        JobManager.class,
        Stand.in(
            JobManager.class,
            (method, arguments) -> {
              if (refusals.getAndDecrement() > 0) {
                return null;
              }
              queued.add(arguments[0] + " " + arguments[1]);
              return Stand.in(Job.class, (m, a) -> "job");
            }));
    context.registerService(
        Replicator.class,
        Stand.in(
            Replicator.class,
            (method, arguments) -> {
              if (!reachable) {
                throw new ReplicationException("no agent");
              }
              ReplicationOptions options = (ReplicationOptions) arguments[3];
              assertTrue(options.isSuppressVersions() && options.isSuppressStatusUpdate());
              replicated.add(arguments[1] + " " + arguments[2]);
              return null;
            }));
  }

  private ReactionsToPublish on(String runMode) {
    context.runMode(runMode);
    return context.registerInjectActivateService(new ReactionsToPublish());
  }

  private static List<ResourceChange> changes(String... paths) {
    return List.of(paths).stream()
        .map(path -> new ResourceChange(ChangeType.CHANGED, path, false))
        .toList();
  }

  private static Job job(String page) {
    return Stand.in(Job.class, (method, arguments) -> Map.of("page", page).get(arguments[0]));
  }

  @Test
  void aPageWhoseReactionsChangedIsQueuedOnce() {
    ReactionsToPublish carrier = on("author");
    carrier.onChange(
        changes(NODE, NODE + "/" + "a".repeat(64), NODE + "/counts/post", "/var/smo/reactions"));
    carrier.stop();
    assertEquals(List.of("dev/smo/aem/reactions {page=" + PAGE + "}"), queued);
  }

  @Test
  void aPageThatIsNotQueuedAtFirstIsQueuedLater() {
    refusals.set(2);
    ReactionsToPublish carrier = on("author");
    carrier.onChange(changes(NODE));
    carrier.stop();
    assertEquals(List.of("dev/smo/aem/reactions {page=" + PAGE + "}"), queued);
  }

  @Test
  void publishCarriesNothing() {
    ReactionsToPublish carrier = on("publish");
    carrier.onChange(changes(NODE));
    carrier.stop();
    assertEquals(List.of(), queued);
  }

  @Test
  void whatStrangersMaySeeIsReplicatedWithoutVersionOrStatus() {
    store.count(PAGE, new ReactionCounts("toy", "post", "https://toy.example/1", 3, 2, 1));
    assertEquals(JobResult.OK, on("author").process(job(PAGE)));
    assertEquals(List.of("ACTIVATE /var/smo/shown/01/" + PAGE), replicated);
  }

  @Test
  void aPageWithoutAnythingToShowIsNotReplicated() {
    assertEquals(JobResult.OK, on("author").process(job(PAGE)));
    assertEquals(JobResult.OK, on("author").process(job("../../content")));
    assertEquals(List.of(), replicated);
  }

  @Test
  void aReplicationThatFailsIsTriedAgain() {
    store.count(PAGE, new ReactionCounts("toy", "post", "https://toy.example/1", 3, 2, 1));
    ReactionsToPublish carrier = on("author");
    reachable = false;
    assertEquals(JobResult.FAILED, carrier.process(job(PAGE)));
    reachable = true;
    assertEquals(JobResult.OK, carrier.process(job(PAGE)));
    assertEquals(1, replicated.size());
  }
}
