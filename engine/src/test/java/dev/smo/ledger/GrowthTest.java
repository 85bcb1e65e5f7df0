// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.api.wrappers.ResourceResolverWrapper;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.jetbrains.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What many posts cost those that come after them. */
@ExtendWith(SlingContextExtension.class)
class GrowthTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:30Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final List<String> read = new ArrayList<>();
  private Repository repository;
  private Ledger ledger;

  @BeforeEach
  void open() throws PersistenceException {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
    repository =
        new Repository(context.getService(ResourceResolverFactory.class)) {
          @Override
          public <T> T read(Work<T> work) {
            return super.read(resolver -> work.apply(noting(resolver)));
          }
        };
    ledger = new Ledger(repository);
  }

  /** Notes what is read by its path. */
  private ResourceResolver noting(ResourceResolver resolver) {
    return new ResourceResolverWrapper(resolver) {
      @Override
      public @Nullable Resource getResource(String path) {
        read.add(path);
        return super.getResource(path);
      }
    };
  }

  private PostRecord post(int number, State... states) {
    PostRecord draft =
        PostRecord.draft(Keys.post("toy", "p" + number, "1"), State.SCHEDULED)
            .with(Key.PAGE, "page-" + number)
            .with(Key.CONNECTION, "toy")
            .with(Key.PRICE, "0.015 USD")
            .with(Key.PLANNED, NOW.plusSeconds(number));
    PostRecord post = ledger.add(draft);
    for (State state : states) {
      post = ledger.update(post.id(), p -> p.to(state, "").with(Key.STARTED, NOW)).orElseThrow();
    }
    return post;
  }

  private String folderOfToday() {
    return "/var/smo/lanes/toy/sent/2026/11/23";
  }

  @Test
  void whatWasSentOnADayIsCountedWithoutALookAtEachPost() {
    IntStream.range(0, 30).forEach(i -> post(i, State.QUEUED, State.SENDING, State.SENT));
    read.clear();
    assertEquals(Map.of("0.015 USD", 30), ledger.sent().prices("toy", List.of(TODAY)));
    assertEquals(List.of(folderOfToday()), read, "what is read");
    deletePointers();
    assertEquals(30, ledger.sent().number("toy", TODAY), "nor is any pointer");
  }

  /** As nobody does: then whoever counted pointers would find none. */
  private void deletePointers() {
    repository.commit(
        resolver -> {
          for (Resource pointer : Repository.children(resolver.getResource(folderOfToday()))) {
            resolver.delete(pointer);
          }
          return true;
        });
  }

  @Test
  void theCountFollowsWhatIsNotOutAfterAllAndWhatHasAnotherPrice() {
    post(1, State.QUEUED, State.SENDING, State.SENT);
    PostRecord refused = post(2, State.QUEUED, State.SENDING);
    assertEquals(2, ledger.sent().number("toy", TODAY));
    ledger.update(refused.id(), p -> p.to(State.FAILED, "no"));
    assertEquals(1, ledger.sent().number("toy", TODAY));
    PostRecord dear = post(3, State.QUEUED, State.SENDING, State.SENT);
    ledger.update(dear.id(), p -> p.with(Key.PRICE, "1 USD"));
    assertEquals(Map.of("0.015 USD", 1, "1 USD", 1), ledger.sent().prices("toy", List.of(TODAY)));
  }

  @Test
  void aDayOfAnOlderVersionIsCountedOnceAndNoted() {
    IntStream.range(0, 3).forEach(i -> post(i, State.QUEUED, State.SENDING, State.SENT));
    repository.commit(
        resolver -> {
          Repository.writable(resolver.getResource(folderOfToday())).remove("tally");
          return true;
        });
    post(4, State.QUEUED, State.SENDING, State.SENT);
    assertEquals(4, ledger.sent().number("toy", TODAY));
    deletePointers();
    assertEquals(4, ledger.sent().number("toy", TODAY));
  }

  @Test
  void manyThatWaitForAPersonAreCountedWithoutALookAtOne() {
    IntStream.range(0, 40).forEach(i -> post(i, State.HELD));
    post(50, State.QUEUED, State.SENDING, State.UNKNOWN, State.NEEDS_ATTENTION);
    read.clear();
    assertEquals(Map.of(State.HELD, 40, State.NEEDS_ATTENTION, 1), ledger.waiting());
    assertTrue(read.stream().noneMatch(path -> path.startsWith("/var/smo/posts")), read::toString);
    repository.read(
        resolver -> {
          Resource folder = resolver.getResource("/var/smo/attention");
          assertTrue(
              Repository.children(folder).stream().allMatch(child -> child.getName().length() == 2),
              "pointers stand in folders");
          return true;
        });
  }

  @Test
  void ofManyThatWaitTheFirstAreReadAndNoOther() {
    List<String> ids = IntStream.range(0, 20).mapToObj(i -> post(i, State.HELD).id()).toList();
    read.clear();
    List<PostRecord> first = new Attention(repository).first(3);
    assertEquals(ids.subList(0, 3), first.stream().map(PostRecord::id).toList());
    assertEquals(3, read.stream().filter(path -> path.startsWith("/var/smo/posts")).count());
  }

  @Test
  void whatAnOlderVersionKeptInOneFolderIsFoundAndMoved() {
    List<PostRecord> held = IntStream.range(0, 5).mapToObj(i -> post(i, State.HELD)).toList();
    PostRecord gone = post(9, State.HELD);
    repository.commit(
        resolver -> {
          for (PostRecord post : held) {
            Repository.delete(resolver, Attention.pointer(post));
            Repository.node(resolver, "/var/smo/attention/" + post.id());
          }
          Repository.node(resolver, "/var/smo/attention/" + gone.id());
          return true;
        });
    ledger.update(gone.id(), p -> p.to(State.CANCELLED, ""));
    assertEquals(
        held.stream().map(PostRecord::id).toList(),
        ledger.attention().stream().map(PostRecord::id).toList());
    assertEquals(Map.of(State.HELD, 5), ledger.waiting());
  }
}
