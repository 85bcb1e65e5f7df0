// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.util.List;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobConsumer.JobResult;
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
  private WayToPublish way;

  @BeforeEach
  void start() {
    way = new WayToPublish(context);
  }

  private NodesToPublish on(String runMode) {
    context.runMode(runMode);
    return context.registerInjectActivateService(new NodesToPublish());
  }

  private static Job job(String path) {
    return WayToPublish.job("path", path);
  }

  @Test
  void aLinkThatCameToBeIsQueuedOnceAndNothingElseIs() {
    NodesToPublish carrier = on("author");
    carrier.onChange(
        WayToPublish.changes(NODE, NODE, "/var/smo/links/01", "/var/smo/links/01/hostile"));
    carrier.stop();
    assertEquals(List.of("dev/smo/aem/nodes {path=" + NODE + "}"), way.queued);
  }

  @Test
  void aLinkThatIsNotQueuedAtFirstIsQueuedLater() {
    way.refusals.set(2);
    NodesToPublish carrier = on("author");
    carrier.onChange(WayToPublish.changes(NODE));
    carrier.stop();
    assertEquals(List.of("dev/smo/aem/nodes {path=" + NODE + "}"), way.queued);
  }

  @ParameterizedTest
  @ValueSource(strings = {PICTURES + "/ab/" + HASH, OF_A_PAGE + "/" + HASH})
  void aPictureThatWasMadeForAPostIsQueuedOnceAndReplicatedAsAFile(String picture) {
    NodesToPublish carrier = on("author");
    carrier.onChange(
        WayToPublish.changes(picture, picture + "/jcr:content", "/var/smo/pictures/ab"));
    carrier.stop();
    assertEquals(List.of("dev/smo/aem/nodes {path=" + picture + "}"), way.queued);
    context.create().resource(picture, "jcr:primaryType", "nt:unstructured");
    Engine.commit(context);
    assertEquals(JobResult.OK, carrier.process(job(picture)));
    assertEquals(JobResult.CANCEL, carrier.process(job(picture + "/jcr:content")));
    assertEquals(List.of("ACTIVATE " + picture), way.replicated);
  }

  @Test
  void picturesThatAreErasedWithTheirPageGoThereToo() {
    NodesToPublish carrier = on("author");
    carrier.onChange(WayToPublish.changes(OF_A_PAGE));
    carrier.stop();
    assertEquals(List.of("dev/smo/aem/nodes {path=" + OF_A_PAGE + "}"), way.queued);
    assertEquals(JobResult.OK, carrier.process(job(OF_A_PAGE)));
    assertEquals(List.of("DELETE " + OF_A_PAGE), way.replicated);
  }

  @Test
  void publishCarriesNothing() {
    NodesToPublish carrier = on("publish");
    carrier.onChange(WayToPublish.changes(NODE));
    carrier.stop();
    assertEquals(List.of(), way.queued);
  }

  @Test
  void aLinkIsReplicatedAndOneThatIsGoneGoesThereToo() {
    NodesToPublish carrier = on("author");
    assertEquals(JobResult.OK, carrier.process(job(NODE)));
    context.create().resource(NODE, "to", "https://museum.example/");
    Engine.commit(context);
    assertEquals(JobResult.OK, carrier.process(job(NODE)));
    assertEquals(JobResult.CANCEL, carrier.process(job("/content/../var/smo/links/01/" + CODE)));
    assertEquals(List.of("DELETE " + NODE, "ACTIVATE " + NODE), way.replicated);
  }

  @Test
  void aReplicationThatFailsIsTriedAgain() {
    NodesToPublish carrier = on("author");
    way.reachable = false;
    assertEquals(JobResult.FAILED, carrier.process(job(NODE)));
    way.reachable = true;
    assertEquals(JobResult.OK, carrier.process(job(NODE)));
    assertEquals(1, way.replicated.size());
  }
}
