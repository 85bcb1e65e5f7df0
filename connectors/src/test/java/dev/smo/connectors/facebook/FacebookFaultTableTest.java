// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connectors.FaultTable;
import dev.smo.fixture.TestClock;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.facebook.FakeFacebook;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, each post is there once, or a person is told. */
class FacebookFaultTableTest {
  private final TestClock clock = new TestClock();
  private final FakeFacebook facebook = new FakeFacebook(0, "token", "app-secret", clock);

  @AfterEach
  void stop() {
    facebook.close();
  }

  private void send(String name) throws InterruptedException {
    Connection connection = connection();
    facebook.listLate(PagePostFinder.LATE.minusMinutes(1));
    try (FaultTable table = new FaultTable(facebook, clock)) {
      FaultTable.Result result = table.run(name, over(table), connection);
      assertTrue(result.people() <= FaultTable.POSTS / 4, result::toString);
    }
  }

  private FacebookConnector over(FaultTable table) {
    facebook.actBeforeErrors(table.coin());
    return new FacebookConnector(table.outbound(), clock, new FakeSettings(facebook));
  }

  private static Connection connection() {
    return Connection.builder("facebook-en", "facebook")
        .setting("page", FakeFacebook.PAGE)
        .secret("token", Secret.of("token"))
        .application(
            Application.of(
                Map.of("clientId", FakeFacebook.APP),
                Map.of("clientSecret", Secret.of("app-secret"))))
        .build();
  }

  @Test
  void eachAnswerIsThereOnce() throws Exception {
    facebook.listLate(PagePostFinder.LATE.minusMinutes(1));
    try (FaultTable table = new FaultTable(facebook, clock)) {
      FaultTable.Result result = table.answers("Facebook's answers", over(table), connection());
      assertTrue(result.people() <= FaultTable.POSTS / 4, result::toString);
    }
  }

  @Test
  void eachPostIsThereOnceThoughDuplicatesAreTaken() throws Exception {
    facebook.takeDuplicates();
    send("Facebook, which takes duplicates");
  }

  @Test
  void eachPostIsThereOnceWhereDuplicatesAreRefused() throws Exception {
    send("Facebook");
  }
}
