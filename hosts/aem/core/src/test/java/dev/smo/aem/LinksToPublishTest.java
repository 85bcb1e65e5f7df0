// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.day.cq.replication.ReplicationException;
import com.day.cq.replication.ReplicationOptions;
import com.day.cq.replication.Replicator;
import dev.smo.repository.Repository;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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
class LinksToPublishTest {
  private static final String CODE = "0123456789av";
  private static final String NODE = "/var/smo/links/01/" + CODE;

  private final AemContext context = new AemContext(ResourceResolverType.JCR_OAK);
  private final List<String> queued = new ArrayList<>();
  private final List<String> replicated = new ArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private boolean reachable = true;

  @BeforeEach
  void start() {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    Engine.commit(context);
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

  private LinksToPublish on(String runMode) {
    context.runMode(runMode);
    return context.registerInjectActivateService(new LinksToPublish());
  }

  private static List<ResourceChange> changes(String... paths) {
    return List.of(paths).stream()
        .map(path -> new ResourceChange(ChangeType.CHANGED, path, false))
        .toList();
  }

  private static Job job(String code) {
    return Stand.in(Job.class, (method, arguments) -> Map.of("code", code).get(arguments[0]));
  }

  @Test
  void aLinkThatCameToBeIsQueuedOnceAndNothingElseIs() {
    LinksToPublish carrier = on("author");
    carrier.onChange(changes(NODE, NODE, "/var/smo/links/01", "/var/smo/links/01/hostile"));
    carrier.stop();
    assertEquals(List.of("dev/smo/aem/links {code=" + CODE + "}"), queued);
  }

  @Test
  void aLinkThatIsNotQueuedAtFirstIsQueuedLater() {
    refusals.set(2);
    LinksToPublish carrier = on("author");
    carrier.onChange(changes(NODE));
    carrier.stop();
    assertEquals(List.of("dev/smo/aem/links {code=" + CODE + "}"), queued);
  }

  @Test
  void publishCarriesNothing() {
    LinksToPublish carrier = on("publish");
    carrier.onChange(changes(NODE));
    carrier.stop();
    assertEquals(List.of(), queued);
  }

  @Test
  void aLinkIsReplicatedAndOneThatIsGoneGoesThereToo() {
    LinksToPublish carrier = on("author");
    assertEquals(JobResult.OK, carrier.process(job(CODE)));
    context.create().resource(NODE, "to", "https://museum.example/");
    Engine.commit(context);
    assertEquals(JobResult.OK, carrier.process(job(CODE)));
    assertEquals(JobResult.CANCEL, carrier.process(job("../../content")));
    assertEquals(List.of("DELETE " + NODE, "ACTIVATE " + NODE), replicated);
  }

  @Test
  void aReplicationThatFailsIsTriedAgain() {
    LinksToPublish carrier = on("author");
    reachable = false;
    assertEquals(JobResult.FAILED, carrier.process(job(CODE)));
    reachable = true;
    assertEquals(JobResult.OK, carrier.process(job(CODE)));
    assertEquals(1, replicated.size());
  }
}
