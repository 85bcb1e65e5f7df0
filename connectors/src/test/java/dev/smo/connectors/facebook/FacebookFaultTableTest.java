// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connectors.Storm;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.facebook.FakeFacebook;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, each post is there once, or a person is told. */
class FacebookFaultTableTest {
  private static final int WANTED = 40;

  private final TestClock clock = new TestClock();
  private final FakeFacebook facebook = new FakeFacebook(0, "token", "app-secret", clock);
  private final HttpOutbound http = HttpOutbound.allowing(facebook.host());

  @AfterEach
  void stop() {
    facebook.close();
    http.close();
  }

  private void send() throws InterruptedException {
    Outbound impatient = request -> http.send(request.within(Duration.ofSeconds(2)));
    Connection connection =
        Connection.builder("facebook-en", "facebook")
            .setting("page", FakeFacebook.PAGE)
            .secret("token", Secret.of("token"))
            .application(
                Application.of(
                    Map.of("clientId", FakeFacebook.APP),
                    Map.of("clientSecret", Secret.of("app-secret"))))
            .build();
    FacebookConnector connector =
        new FacebookConnector(impatient, clock, new FakeSettings(facebook));
    facebook.listLate(PagePostFinder.LATE.minusMinutes(1));
    Storm storm = new Storm(facebook, connector, connection, clock);
    facebook.actBeforeErrors(storm.coin());
    Storm.Result result = storm.send(WANTED);
    System.out.println("Facebook: " + result);
    assertEquals(0, result.duplicates(), result::toString);
    assertEquals(0, result.lost(), result::toString);
    assertTrue(result.people() <= WANTED / 4, result::toString);
  }

  @Test
  void eachPostIsThereOnceThoughDuplicatesAreTaken() throws Exception {
    facebook.takeDuplicates();
    send();
  }

  @Test
  void eachPostIsThereOnceWhereDuplicatesAreRefused() throws Exception {
    send();
  }
}
