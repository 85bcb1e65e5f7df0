// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Keys;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How long it takes to look at all pages and posts of a large site, over a repository in memory:
 * {@code mvn -pl engine -am test -Dtest=RoundsBench -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@ExtendWith(SlingContextExtension.class)
class RoundsBench {
  private static final int PAGES = Integer.getInteger("smo.pages", 100_000);
  private static final int POSTS = Integer.getInteger("smo.posts", 20_000);
  private static final int A_FOLDER = 500;

  private final SlingContext context = OakSite.context();
  private Installation smo;

  @BeforeEach
  void install() {
    smo = new Installation(context);
    smo.catchUp();
  }

  @AfterEach
  void end() {
    smo.close();
  }

  private static void tell(String what, int count, long nanos) {
    double seconds = nanos / 1e9;
    System.out.printf(
        Locale.ROOT, "%,d %s in %.1f s, %,.0f a second%n", count, what, seconds, count / seconds);
    // For it.tests/bench/plot.mjs.
    System.out.printf(
        Locale.ROOT,
        "figure {\"bench\":\"rounds of %s\",\"count\":%d,\"second\":%.0f}%n",
        what,
        count,
        count / seconds);
    assertTrue(seconds < 600, what + " take minutes");
  }

  @Test
  void allPages() throws PersistenceException {
    ResourceResolver resolver = context.resourceResolver();
    Resource site = resolver.getResource(Installation.SITE);
    for (int i = 0; i < PAGES / A_FOLDER; i++) {
      Resource folder =
          resolver.create(site, "folder-" + i, Map.of("jcr:primaryType", "sling:Page"));
      for (int j = 1; j < A_FOLDER; j++) {
        Resource page =
            resolver.create(folder, "page-" + j, Map.of("jcr:primaryType", "sling:Page"));
        resolver.create(
            page,
            "jcr:content",
            Map.of(
                "jcr:primaryType",
                "nt:unstructured",
                "jcr:title",
                "Page",
                "sling:published",
                true));
      }
      resolver.commit();
    }
    smo.clock.pass(Duration.ofHours(1));
    long begun = System.nanoTime();
    smo.catchUp();
    tell("pages", PAGES, System.nanoTime() - begun);
  }

  @Test
  void allPosts() {
    String page = smo.page("opening", "Hours");
    for (int i = 0; i < POSTS; i++) {
      smo.ledger.add(
          PostRecord.draft(Keys.post("toy", "p" + i, "1"), State.SCHEDULED)
              .with(Key.PAGE, Keys.hash("p" + i).substring(0, 32))
              .with(Key.PATH, page)
              .with(Key.SITE, Installation.SITE)
              .with(Key.CONNECTION, "toy")
              .with(Key.PLANNED, smo.clock.instant()));
    }
    long begun = System.nanoTime();
    smo.rounds();
    tell("posts", POSTS, System.nanoTime() - begun);
  }
}
