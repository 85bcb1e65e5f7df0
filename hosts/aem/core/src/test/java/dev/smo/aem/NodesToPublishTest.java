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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(AemContextExtension.class)
class NodesToPublishTest {
  private static final String CODE = "0123456789av";
  private static final String NODE = "/var/smo/links/01/" + CODE;
  private static final String PICTURES = "/var/smo/pictures";
  private static final String HASH = "ab23456789abcdef0123456789abcdef";
  private static final String OF_A_PAGE = PICTURES + "/of/01/0123456789abcdef0123456789abcdef";

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

  private NodesToPublish on(String runMode) {
    context.runMode(runMode);
    return context.registerInjectActivateService(new NodesToPublish());
  }

  private static List<ResourceChange> changes(String... paths) {
    return List.of(paths).stream()
        .map(path -> new ResourceChange(ChangeType.CHANGED, path, false))
        .toList();
  }

  private static Job job(String path) {
    return Stand.in(Job.class, (method, arguments) -> Map.of("path", path).get(arguments[0]));
  }

  @Test
  void aLinkThatCameToBeIsQueuedOnceAndNothingElseIs() {
    NodesToPublish carrier = on("author");
    carrier.onChange(changes(NODE, NODE, "/var/smo/links/01", "/var/smo/links/01/hostile"));
    carrier.stop();
    assertEquals(List.of("dev/smo/aem/nodes {path=" + NODE + "}"), queued);
  }

  @Test
  void aLinkThatIsNotQueuedAtFirstIsQueuedLater() {
    refusals.set(2);
    NodesToPublish carrier = on("author");
    carrier.onChange(changes(NODE));
    carrier.stop();
    assertEquals(List.of("dev/smo/aem/nodes {path=" + NODE + "}"), queued);
  }

  @ParameterizedTest
  @ValueSource(strings = {PICTURES + "/ab/" + HASH, OF_A_PAGE + "/" + HASH})
  void aPictureThatWasMadeForAPostIsQueuedOnceAndReplicatedAsAFile(String picture) {
    NodesToPublish carrier = on("author");
    carrier.onChange(changes(picture, picture + "/jcr:content", "/var/smo/pictures/ab"));
    carrier.stop();
    assertEquals(List.of("dev/smo/aem/nodes {path=" + picture + "}"), queued);
    context.create().resource(picture, "jcr:primaryType", "nt:unstructured");
    Engine.commit(context);
    assertEquals(JobResult.OK, carrier.process(job(picture)));
    assertEquals(JobResult.CANCEL, carrier.process(job(picture + "/jcr:content")));
    assertEquals(List.of("ACTIVATE " + picture), replicated);
  }

  @Test
  void picturesThatAreErasedWithTheirPageGoThereToo() {
    NodesToPublish carrier = on("author");
    carrier.onChange(changes(OF_A_PAGE));
    carrier.stop();
    assertEquals(List.of("dev/smo/aem/nodes {path=" + OF_A_PAGE + "}"), queued);
    assertEquals(JobResult.OK, carrier.process(job(OF_A_PAGE)));
    assertEquals(List.of("DELETE " + OF_A_PAGE), replicated);
  }

  @Test
  void publishCarriesNothing() {
    NodesToPublish carrier = on("publish");
    carrier.onChange(changes(NODE));
    carrier.stop();
    assertEquals(List.of(), queued);
  }

  @Test
  void aLinkIsReplicatedAndOneThatIsGoneGoesThereToo() {
    NodesToPublish carrier = on("author");
    assertEquals(JobResult.OK, carrier.process(job(NODE)));
    context.create().resource(NODE, "to", "https://museum.example/");
    Engine.commit(context);
    assertEquals(JobResult.OK, carrier.process(job(NODE)));
    assertEquals(JobResult.CANCEL, carrier.process(job("/content/../var/smo/links/01/" + CODE)));
    assertEquals(List.of("DELETE " + NODE, "ACTIVATE " + NODE), replicated);
  }

  @Test
  void aReplicationThatFailsIsTriedAgain() {
    NodesToPublish carrier = on("author");
    reachable = false;
    assertEquals(JobResult.FAILED, carrier.process(job(NODE)));
    reachable = true;
    assertEquals(JobResult.OK, carrier.process(job(NODE)));
    assertEquals(1, replicated.size());
  }
}
