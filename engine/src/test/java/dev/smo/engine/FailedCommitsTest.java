// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.engine.Commits.Commit;
import dev.smo.engine.Commits.Fault;
import dev.smo.fixture.OakSite;
import dev.smo.host.PageEvent;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.jcr.AccessDeniedException;
import org.apache.jackrabbit.oak.spi.state.NodeState;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each commit of the life of one post, from its planning to what is noted when it is out, fails, or
 * is the last of its process. On a network that knows posts by their words it is out once then.
 */
@ExtendWith(SlingContextExtension.class)
class FailedCommitsTest {
  /** What becomes of a commit. */
  enum Failure {
    ANOTHER_CAME_FIRST(
        commit -> {
          throw new PersistenceException("conflict");
        }),
    IT_IS_REFUSED(
        commit -> {
          throw new PersistenceException("denied", new AccessDeniedException("denied"));
        }),
    ITS_ANSWER_IS_TAKEN_FOR_A_CONFLICT(
        commit -> {
          commit.store();
          throw new PersistenceException("it is said that another came first");
        }),
    ITS_ANSWER_IS_LOST(
        commit -> {
          commit.store();
          throw new IllegalStateException("the connection to the database was reset");
        });

    private final Fault fault;

    Failure(Fault fault) {
      this.fault = fault;
    }

    Fault fault() {
      return fault;
    }
  }

  private final SlingContext context = OakSite.context();
  private final TextNetwork network = new TextNetwork();
  private final List<NodeState> stored = new ArrayList<>();
  private Installation smo;
  private String page;
  private NodeState before;
  private int commits;

  @BeforeEach
  void install() {
    smo = new Installation(context, network);
    smo.posting("text", "{title} {url}", "settleSeconds", 0);
    smo.catchUp();
    smo.clock.pass(Duration.ofMinutes(10));
    page = smo.page("opening", "Hours");
    before = smo.commits.state();
  }

  @AfterEach
  void end() {
    smo.close();
  }

  /** From before the page was told of, with one commit that goes wrong. */
  private void live(int failing, Fault fault) throws IOException {
    forget(smo.journal());
    smo.goBackTo(before);
    network.posts.clear();
    stored.clear();
    stored.add(before);
    commits = 0;
    smo.commits.whenStored = () -> stored.add(smo.commits.state());
    smo.commits.fault =
        commit -> {
          commits++;
          if (commits == failing) {
            fault.of(commit);
          } else {
            commit.store();
          }
        };
    try {
      smo.insist(new PageEvent(PageEvent.Kind.PUBLISHED, page));
      pass(Duration.ofSeconds(1), 10);
    } catch (Commits.Killed | CompletionException e) {
      assertTrue(smo.commits.isDead(), () -> "nothing but a kill ends the clockwork: " + e);
    }
  }

  private static void forget(Path journal) throws IOException {
    if (Files.isDirectory(journal)) {
      try (Stream<Path> files = Files.list(journal)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void pass(Duration step, int steps) {
    for (int i = 0; i < steps && !smo.commits.isDead(); i++) {
      smo.work();
      smo.clock.pass(step);
    }
  }

  private void assertOutOnce(String what) {
    for (int look = 0; look < 4; look++) {
      smo.catchUp();
      pass(Duration.ofSeconds(30), 10);
    }
    assertEquals(1, network.posts.size(), () -> what + ": so often it is out");
    PostRecord post = smo.post(page);
    assertEquals(State.SENT, post.state(), () -> what + ": " + post.text(Key.REASON));
  }

  private int commitsOfALife() throws IOException {
    live(0, Commit::store);
    int all = stored.size() - 1;
    assertOutOnce("nothing goes wrong");
    assertTrue(all > 7, () -> "so few commits make no life of a post: " + all);
    return all;
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void aPostIsOutOnceWhicheverCommitFails(Failure failure) throws IOException {
    int all = commitsOfALife();
    for (int n = 1; n <= all; n++) {
      live(n, failure.fault);
      assertOutOnce("of commit " + n + " of " + all + ", " + failure);
    }
  }

  @Test
  void aPostIsOutOnceWhereverItsProcessEndsAndWhateverTheDiskHas() throws IOException {
    int all = commitsOfALife();
    for (int n = 1; n <= all; n++) {
      for (boolean after : new boolean[] {false, true}) {
        int last = after ? n : n - 1;
        for (int kept = 0; kept <= last; kept++) {
          live(n, commit -> end(commit, after));
          smo.goBackTo(stored.get(kept));
          assertOutOnce(
              "ended " + (after ? "after" : "before") + " commit " + n + ", disk as of " + kept);
        }
      }
    }
  }

  private void end(Commit commit, boolean after) throws PersistenceException {
    if (after) {
      commit.store();
    }
    throw smo.commits.kill();
  }
}
