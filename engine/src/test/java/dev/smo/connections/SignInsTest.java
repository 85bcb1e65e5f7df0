// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.ConnectionsTest.Reversible;
import dev.smo.fixture.TestClock;
import dev.smo.post.Secret;
import dev.smo.repository.Repository;
import dev.smo.schedule.Rhythm;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sign-ins that are under way. */
@ExtendWith(SlingContextExtension.class)
class SignInsTest {
  private static final URI REDIRECT = URI.create("https://cms.test/bin/smo/signin");
  private static final int AT_ONCE = 8;

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private Repository repository;
  private SignIns signIns;

  @BeforeEach
  void open() throws Exception {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
    repository = new Repository(context.getService(ResourceResolverFactory.class));
    signIns = new SignIns(repository, new Reversible(), new TestClock());
  }

  private SignIns.Started start() {
    Account.Form form =
        new Account.Form("toots-en", "toots", "", "https://t.test", Map.of("a", "b"), Map.of());
    return start(form);
  }

  private SignIns.Started start(Account.Form form) {
    SignIns.Started started = signIns.begin();
    Map<String, Secret> kept = Map.of("key", Secret.of("of-this-sign-in"));
    signIns.keep(started, "ada", form, REDIRECT, "/social.html", kept);
    return started;
  }

  /** Oak merges two deletions of one node silently, so deleting alone would let both through. */
  @Test
  void ofManyWhoComeBackAtOnceOneIsLetIn() throws Exception {
    SignIns.Started started = start();
    String key = SignIns.key(started.state());
    SignIns.Owner owner = new SignIns.Owner("ada", started.browser());
    CyclicBarrier together = new CyclicBarrier(AT_ONCE);
    Callable<Optional<PendingSignIn>> taking =
        () -> {
          together.await();
          return signIns.takeReturned(key, owner);
        };
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Optional<PendingSignIn>>> all = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        all.add(threads.submit(taking));
      }
      int letIn = 0;
      for (Future<Optional<PendingSignIn>> one : all) {
        letIn += one.get().isPresent() ? 1 : 0;
      }
      assertEquals(1, letIn);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatWasStartedComesBackWhole() {
    SignIns.Started started = start();

    PendingSignIn back =
        signIns
            .takeReturned(SignIns.key(started.state()), new SignIns.Owner("ada", started.browser()))
            .orElseThrow();

    assertEquals("toots-en", back.form().id());
    assertEquals(Map.of("a", "b"), back.form().settings());
    assertEquals(REDIRECT, back.redirectUri());
    assertEquals(started.verifier().open(), back.verifier());
    assertEquals("PendingSignIn[toots-en]", back.toString());
  }

  @Test
  void slotsThatWereTypedInBeforeSigningInComeBack() {
    Rhythm rhythm = Rhythm.of(Map.of("slots", "Tue 9:15", "dailyCap", "3"));
    Account.Form form =
        new Account.Form("a", "toots", "", "", Map.of(), Map.of(), Optional.of(rhythm));
    SignIns.Started started = start(form);
    SignIns.Owner owner = new SignIns.Owner("ada", started.browser());
    PendingSignIn back = signIns.takeReturned(SignIns.key(started.state()), owner).orElseThrow();
    assertEquals(rhythm.texts(), back.form().rhythm().orElseThrow().texts());
  }

  @Test
  void theChallengeIsThatOfTheStandardsExample() {
    // RFC 7636, appendix B
    assertEquals(
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        SignIns.challenge(Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")));
  }

  @Test
  void withoutACipherNothingIsStarted() {
    signIns = new SignIns(repository, null, new TestClock());
    IllegalStateException refused = assertThrows(IllegalStateException.class, this::start);
    assertTrue(refused.getMessage().contains("crypto service"), refused.getMessage());
  }
}
