// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connectors.FaultTable;
import dev.smo.fixture.TestClock;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.linkedin.FakeLinkedIn;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, each post is there once, or a person is told. */
class LinkedInFaultTableTest {
  private static final Duration LATE = ShareFinder.LATE.minusMinutes(1);

  private final TestClock clock = new TestClock();
  private final FakeLinkedIn linkedIn = new FakeLinkedIn(0, "token", "client-secret", clock);

  @AfterEach
  void stop() {
    linkedIn.close();
  }

  private FaultTable.Result send(String author, Duration late) throws InterruptedException {
    linkedIn.picturesTake(2);
    linkedIn.listLate(late);
    try (FaultTable table = new FaultTable(linkedIn, clock)) {
      return table.run(author, over(table), connection(author));
    }
  }

  private FaultTable.Result answer(String author) throws Exception {
    linkedIn.takeDuplicates();
    linkedIn.listLate(LATE);
    try (FaultTable table = new FaultTable(linkedIn, clock)) {
      return table.answers("Answers of " + author, over(table), connection(author));
    }
  }

  private LinkedInConnector over(FaultTable table) {
    linkedIn.actBeforeErrors(table.coin());
    return new LinkedInConnector(
        new LinkedInApi(table.outbound(), clock, new FakeSettings(linkedIn)), clock::pass);
  }

  private static Connection connection(String author) {
    return Connection.builder("linkedin-en", "linkedin")
        .setting("author", author)
        .secret("token", Secret.of("token"))
        .build();
  }

  @Test
  void eachAnswerOfAPageIsThereOnce() throws Exception {
    assertEquals(0, answer(FakeLinkedIn.PAGE).people());
  }

  @Test
  void eachAnswerOfAMemberWhoMayReadCommentsIsThereOnce() throws Exception {
    assertEquals(0, answer(FakeLinkedIn.MEMBER).people());
  }

  @Test
  void ofAPageEachPostIsThereOnceThoughDuplicatesAreTaken() throws Exception {
    linkedIn.takeDuplicates();
    FaultTable.Result result = send(FakeLinkedIn.PAGE, LATE);
    assertTrue(result.people() <= FaultTable.POSTS / 4, result::toString);
  }

  @Test
  void ofAPageEachPostIsThereOnceThoughListsAreTooLateWhereDuplicatesAreRefused() throws Exception {
    FaultTable.Result result = send(FakeLinkedIn.PAGE, Duration.ofMinutes(30));
    assertTrue(result.people() <= FaultTable.POSTS / 4, result::toString);
  }

  @Test
  void ofAMemberEachPostIsThereOnceAndWhatNobodyCanTellIsLeftForAPerson() throws Exception {
    linkedIn.takeDuplicates();
    FaultTable.Result result = send(FakeLinkedIn.MEMBER, LATE);
    assertTrue(result.people() > 0 && result.sent() > 0, result::toString);
  }
}
