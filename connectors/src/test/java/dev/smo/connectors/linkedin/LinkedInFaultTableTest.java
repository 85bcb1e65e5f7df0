// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connectors.Storm;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.linkedin.FakeLinkedIn;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, each post is there once, or a person is told. */
class LinkedInFaultTableTest {
  private static final int WANTED = 40;

  private static final Duration LATE = PostFinder.LATE.minusMinutes(1);

  private final TestClock clock = new TestClock();
  private final FakeLinkedIn linkedIn = new FakeLinkedIn(0, "token", "client-secret", clock);
  private final HttpOutbound http = HttpOutbound.allowing(linkedIn.host());

  @AfterEach
  void stop() {
    linkedIn.close();
    http.close();
  }

  private Storm.Result send(String author, Duration late) throws InterruptedException {
    Outbound impatient = request -> http.send(request.within(Duration.ofSeconds(2)));
    Connection connection =
        Connection.builder("linkedin-en", "linkedin")
            .setting("author", author)
            .secret("token", Secret.of("token"))
            .build();
    LinkedInConnector connector =
        new LinkedInConnector(new Api(impatient, clock, new FakeSettings(linkedIn)), clock::pass);
    linkedIn.picturesTake(2);
    linkedIn.listLate(late);
    Storm storm = new Storm(linkedIn, connector, connection, clock);
    linkedIn.actBeforeErrors(storm.coin());
    Storm.Result result = storm.send(WANTED);
    System.out.println(author + ": " + result);
    return result;
  }

  @Test
  void ofAPageEachPostIsThereOnceThoughDuplicatesAreTaken() throws Exception {
    linkedIn.takeDuplicates();
    Storm.Result result = send(FakeLinkedIn.PAGE, LATE);
    assertEquals(0, result.duplicates(), result::toString);
    assertEquals(0, result.lost(), result::toString);
    assertTrue(result.people() <= WANTED / 4, result::toString);
  }

  @Test
  void ofAPageEachPostIsThereOnceThoughListsAreTooLateWhereDuplicatesAreRefused() throws Exception {
    Storm.Result result = send(FakeLinkedIn.PAGE, Duration.ofMinutes(30));
    assertEquals(0, result.duplicates(), result::toString);
    assertEquals(0, result.lost(), result::toString);
    assertTrue(result.people() <= WANTED / 4, result::toString);
  }

  @Test
  void ofAMemberEachPostIsThereOnceAndWhatNobodyCanTellIsLeftForAPerson() throws Exception {
    linkedIn.takeDuplicates();
    Storm.Result result = send(FakeLinkedIn.MEMBER, LATE);
    assertEquals(0, result.duplicates(), result::toString);
    assertEquals(0, result.lost(), result::toString);
    assertTrue(result.people() > 0 && result.there() > 0, result::toString);
  }
}
