// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.ReactionCounts;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.Repository;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.time.Clock;
import java.util.List;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobConsumer.JobResult;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AemContextExtension.class)
class ReactionsToPublishTest {
  private static final String PAGE = "0123456789abcdef0123456789abcdef";
  private static final String NODE = "/var/smo/reactions/01/" + PAGE;

  private final AemContext context = new AemContext(ResourceResolverType.JCR_OAK);
  private WayToPublish way;
  private ReactionStore store;

  @BeforeEach
  void start() {
    way = new WayToPublish(context);
    store =
        new StoredReactions(
            new Repository(context.getService(ResourceResolverFactory.class)),
            false,
            Clock.systemUTC());
    context.registerService(ReactionStore.class, store);
  }

  private ReactionsToPublish on(String runMode) {
    context.runMode(runMode);
    return context.registerInjectActivateService(new ReactionsToPublish());
  }

  private static Job job(String page) {
    return WayToPublish.job("page", page);
  }

  @Test
  void aPageWhoseReactionsChangedIsQueuedOnce() {
    ReactionsToPublish carrier = on("author");
    carrier.onChange(
        WayToPublish.changes(
            NODE, NODE + "/" + "a".repeat(64), NODE + "/counts/post", "/var/smo/reactions"));
    carrier.stop();
    assertEquals(List.of("dev/smo/aem/reactions {page=" + PAGE + "}"), way.queued);
  }

  @Test
  void aPageThatIsNotQueuedAtFirstIsQueuedLater() {
    way.refusals.set(2);
    ReactionsToPublish carrier = on("author");
    carrier.onChange(WayToPublish.changes(NODE));
    carrier.stop();
    assertEquals(List.of("dev/smo/aem/reactions {page=" + PAGE + "}"), way.queued);
  }

  @Test
  void publishCarriesNothing() {
    ReactionsToPublish carrier = on("publish");
    carrier.onChange(WayToPublish.changes(NODE));
    carrier.stop();
    assertEquals(List.of(), way.queued);
  }

  @Test
  void whatStrangersMaySeeIsReplicatedWithoutVersionOrStatus() {
    store.count(PAGE, new ReactionCounts("toy", "post", "https://toy.example/1", 3, 2, 1));
    assertEquals(JobResult.OK, on("author").process(job(PAGE)));
    assertEquals(List.of("ACTIVATE /var/smo/shown/01/" + PAGE), way.replicated);
  }

  @Test
  void aPageWithoutAnythingToShowIsNotReplicated() {
    assertEquals(JobResult.OK, on("author").process(job(PAGE)));
    assertEquals(JobResult.OK, on("author").process(job("../../content")));
    assertEquals(List.of(), way.replicated);
  }

  @Test
  void aReplicationThatFailsIsTriedAgain() {
    store.count(PAGE, new ReactionCounts("toy", "post", "https://toy.example/1", 3, 2, 1));
    ReactionsToPublish carrier = on("author");
    way.reachable = false;
    assertEquals(JobResult.FAILED, carrier.process(job(PAGE)));
    way.reachable = true;
    assertEquals(JobResult.OK, carrier.process(job(PAGE)));
    assertEquals(1, way.replicated.size());
  }
}
