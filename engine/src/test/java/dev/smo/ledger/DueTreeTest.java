// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceWrapper;
import org.apache.sling.api.wrappers.ResourceResolverWrapper;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What reading a due tree costs, where much is planned. */
@ExtendWith(SlingContextExtension.class)
class DueTreeTest {
  private static final Instant FIRST = Instant.parse("2026-11-01T09:00:00Z");
  private static final int DAYS = 30;
  private static final int A_DAY = 50;

  /** Root, year, month, day and minute lead to a pointer. */
  private static final int WAY = 5;

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final List<String> opened = new ArrayList<>();
  private DueTree tree;

  @BeforeEach
  void plan() throws PersistenceException {
    ResourceResolver resolver = context.resourceResolver();
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    for (int i = 0; i < DAYS * A_DAY; i++) {
      Instant at = at(i);
      Resource pointer =
          Repository.node(resolver, DueTree.bucket(DueTree.ROOT, at) + "/" + "post" + i);
      Repository.writable(pointer).put(DueTree.AT, Repository.calendar(at));
    }
    resolver.commit();
    tree =
        new DueTree(
            new ResourceResolverWrapper(resolver) {
              @Override
              public Resource getResource(String path) {
                Resource there = super.getResource(path);
                return there == null ? null : new Watched(there);
              }
            },
            DueTree.ROOT);
  }

  /** Fifty minutes of each of thirty days. */
  private static Instant at(int i) {
    return FIRST.plus(Duration.ofDays(i / A_DAY)).plus(Duration.ofMinutes(i % A_DAY));
  }

  /** Notes when somebody asks for what is below it. */
  private final class Watched extends ResourceWrapper {
    Watched(Resource resource) {
      super(resource);
    }

    @Override
    public Iterable<Resource> getChildren() {
      opened.add(getPath());
      List<Resource> children = new ArrayList<>();
      super.getChildren().forEach(child -> children.add(new Watched(child)));
      return children;
    }
  }

  private void opensAtMost(int folders) {
    assertTrue(
        opened.size() <= folders,
        () -> "at most " + folders + " folders are needed, and " + opened.size() + " were opened");
  }

  @Test
  void theFirstIsReadWithoutThoseAfterIt() {
    assertEquals(
        List.of("post0"), tree.until(DueTree.LAST, 1).stream().map(DueTree.Pointer::id).toList());
    opensAtMost(WAY);
  }

  @Test
  void soManyAreReadInTheirOrderOverDays() {
    List<Instant> read =
        tree.until(DueTree.LAST, 2 * A_DAY + 1).stream().map(DueTree.Pointer::at).toList();
    List<Instant> wanted = new ArrayList<>();
    for (int i = 0; i < 2 * A_DAY + 1; i++) {
      wanted.add(at(i));
    }
    assertEquals(wanted, read);
    opensAtMost(3 + 3 + 2 * A_DAY + 1);
  }

  @Test
  void whetherThereIsOneIsToldByTheFirst() {
    assertTrue(tree.hasAny(DueTree.LAST));
    opensAtMost(WAY);
  }

  @Test
  void nothingIsDueBeforeTheFirst() {
    assertFalse(tree.hasAny(FIRST.minusSeconds(1)));
    assertEquals(List.of(), tree.until(FIRST.minusSeconds(1), 10));
    assertEquals(0, tree.count(FIRST.minusSeconds(1), 10));
  }

  @Test
  void countingEndsWithTheLastThatCounts() {
    assertEquals(3, tree.count(DueTree.LAST, 3));
    opensAtMost(WAY + 2);
    assertEquals(A_DAY + 1, tree.count(FIRST.plus(Duration.ofDays(1)), DAYS * A_DAY));
    assertEquals(DAYS * A_DAY, tree.count(DueTree.LAST, DAYS * A_DAY * 2));
  }
}
