// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static dev.smo.endpoint.ConsoleFixture.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.State;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.jcr.Session;
import org.apache.felix.hc.api.Result;
import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.User;
import org.apache.sling.commons.messaging.mail.MailService;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Over Sling's own mail service, to a mail server on this machine. */
@ExtendWith(SlingContextExtension.class)
class DailyMailsTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final SlingContext context = OakSite.context();
  private TlsMailServer server;
  private MailFixture fixture;

  @BeforeEach
  void setUp() throws Exception {
    fixture = new MailFixture(context);
    server = new TlsMailServer();
    fixture.mails.setServer(server.configured(context, "secret"));
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  private MimeMessage only() {
    MimeMessage[] all = server.mails.getReceivedMessages();
    assertEquals(1, all.length, "mails");
    return all[0];
  }

  private int sent() {
    return server.mails.getReceivedMessages().length;
  }

  private String text() throws Exception {
    return MailFixture.part(only(), "text/plain");
  }

  /** Lets it be half an hour later, when the hour of mails has come. */
  private void hourComes() {
    fixture.clock.pass(Duration.ofMinutes(30));
    fixture.mails.run();
  }

  @Test
  void theMailOfADayComesOnceAtItsHour() throws Exception {
    fixture.post("approve", OURS, State.AWAITING_APPROVAL, "2026-11-25T09:00:00Z");
    fixture.subscribe("jane", "10:30");
    fixture.mails.run();
    assertEquals(0, sent(), "it is not half past ten yet");
    hourComes();
    fixture.mails.run();
    assertEquals("jane@site.example", only().getAllRecipients()[0].toString());
    assertEquals(TlsMailServer.SENDER, only().getFrom()[0].toString());
    assertEquals("Social media on Nov 23, 2026: 1 waiting for you", only().getSubject());
    fixture.clock.pass(DAY);
    fixture.mails.run();
    assertEquals(2, sent(), "one a day");
  }

  @Test
  void oneOfTwoNodesSends() throws Exception {
    fixture.post("approve", OURS, State.AWAITING_APPROVAL, "2026-11-25T09:00:00Z");
    fixture.subscribe("jane", "10:30");
    fixture.clock.pass(Duration.ofHours(1));
    MailSubscription read = fixture.subscriptions.all().get(0);
    assertTrue(fixture.subscriptions.claim(read, fixture.clock.instant()).isPresent());
    assertTrue(
        fixture.subscriptions.claim(read, fixture.clock.instant()).isEmpty(),
        "another node read the same and comes second");
    DailyMails other = fixture.sender(fixture.console.environment);
    other.setServer(server.configured(context, "secret"));
    other.run();
    assertEquals(0, sent(), "the first one was killed before it sent, and nobody sends twice");
  }

  @Test
  void onADayWithNothingToSayNoneComes() throws Exception {
    fixture.subscribe("jane", "10:30");
    hourComes();
    assertEquals(0, sent());
    fixture.post("later", OURS, State.AWAITING_APPROVAL, "2026-11-25T09:00:00Z");
    fixture.mails.run();
    assertEquals(0, sent(), "the day is over, as far as mails go");
  }

  @Test
  void itSaysWhatThePersonMaySeeAndDecideNow() throws Exception {
    fixture.post("approve-ours", OURS, State.AWAITING_APPROVAL, "2026-11-25T09:00:00Z");
    fixture.post("approve-theirs", THEIRS, State.AWAITING_APPROVAL, "2026-11-25T09:00:00Z");
    fixture.post("soon", OURS, State.SCHEDULED, "2026-11-23T14:00:00Z");
    fixture.subscribe("jane", "10:30");
    fixture.subscribe("joe", "10:30");
    hourComes();
    assertEquals(2, sent());
    for (MimeMessage mail : server.mails.getReceivedMessages()) {
      String text = MailFixture.part(mail, "text/plain");
      boolean jane = mail.getAllRecipients()[0].toString().startsWith("jane");
      assertFalse(text.contains("theirs"), "neither may see that page: " + text);
      assertTrue(text.contains("soon"), text);
      assertEquals(jane, text.contains("approve-ours"), "Joe only reads that page: " + text);
    }
  }

  @Test
  void linksLeadToTheConsoleOfThisServer() throws Exception {
    String id = fixture.post("soon", OURS, State.SCHEDULED, "2026-11-23T14:00:00Z").id();
    fixture.subscribe("jane", "10:30");
    hourComes();
    String link = "https://cms.example.org/cms/smo.html#posts:" + id;
    assertTrue(text().contains(link), text());
    assertTrue(MailFixture.part(only(), "text/html").contains("href=\"" + link + "\""));
    assertTrue(text().contains("3:00"), "by the clock of Berlin: " + text());
  }

  @Test
  void whatBecameOfYesterdayIsInIt() throws Exception {
    fixture.post("out", OURS, State.SENT, "2026-11-22T10:00:00Z");
    fixture.post("lost", OURS, State.FAILED, "2026-11-22T11:00:00Z");
    fixture.post("before", OURS, State.SENT, "2026-11-21T22:30:00Z");
    fixture.post("today", OURS, State.SENT, "2026-11-22T23:30:00Z");
    fixture.subscribe("joe", "10:30");
    hourComes();
    String yesterday = text().split("Yesterday")[1];
    assertTrue(yesterday.contains("out") && yesterday.contains("lost"), yesterday);
    assertTrue(yesterday.contains("Sent") && yesterday.contains("Failed"), yesterday);
    assertFalse(yesterday.contains("- before") || yesterday.contains("- today"), yesterday);
  }

  @Test
  void goalsAreInTheMailOfAMondayForWhoWantsThem() throws Exception {
    fixture.post("approve", OURS, State.AWAITING_APPROVAL, "2026-11-25T09:00:00Z");
    String[] goal = {
      "action", "save", "title", "Ten posts", "measure", "posts", "target", "10",
      "from", "2026-11-01", "to", "2026-11-30", "zone", "Europe/Berlin", "id", "ten-posts"
    };
    Reply saved = fixture.console.post(fixture.goals, goal);
    assertEquals(200, saved.status(), saved.error());
    fixture.subscribe("jane", "10:30");
    fixture.subscribe("joe", "10:30", "weekly", "false");
    hourComes();
    assertTrue(text().contains("Ten posts (0 of 10 · Behind)"), "Joe has nothing else: " + text());
    fixture.clock.pass(DAY);
    fixture.mails.run();
    MimeMessage tuesday = server.mails.getReceivedMessages()[1];
    assertFalse(MailFixture.part(tuesday, "text/plain").contains("Ten posts"));
  }

  @Test
  void aReasonThatNamesAServerIsForAdministrators() throws Exception {
    fixture.connections.save(new Account.Form("tiny-en", "tiny", "Tiny", "", Map.of(), Map.of()));
    fixture.lanes.stop("tiny-en", "relay.example refused the token.");
    fixture.subscribe("jane", "10:30");
    hourComes();
    assertTrue(text().contains("Tiny: Nothing goes out over this connection."), text());
    assertFalse(text().contains("relay.example"), text());
  }

  @Test
  void whatPeopleWroteIsTextAndNoMarkup() throws Exception {
    fixture.post("<img src=x onerror=a>&", OURS, State.SCHEDULED, "2026-11-23T14:00:00Z");
    fixture.subscribe("joe", "10:30");
    hourComes();
    assertTrue(text().contains("<img src=x onerror=a>&"));
    String html = MailFixture.part(only(), "text/html");
    assertTrue(html.contains("&lt;img src=x onerror=a&gt;&amp;") && !html.contains("<img"), html);
  }

  @Test
  void itSpeaksTheLanguageOfThePerson() throws Exception {
    fixture.post("approve", OURS, State.AWAITING_APPROVAL, "2026-11-25T09:00:00Z");
    fixture.subscribe("jane", "10:30", "language", "ar");
    hourComes();
    assertTrue(MailFixture.part(only(), "text/html").contains("lang=\"ar\" dir=\"rtl\""));
    assertTrue(only().getSubject().contains("وسائل"), only().getSubject());
  }

  @Test
  void whoSubscribesAfterTheHourBeginsTomorrow() throws Exception {
    fixture.post("approve", OURS, State.AWAITING_APPROVAL, "2026-11-27T09:00:00Z");
    fixture.subscribe("jane", "09:00");
    fixture.mails.run();
    assertEquals(0, sent());
    fixture.clock.pass(DAY);
    fixture.mails.run();
    assertEquals(1, sent());
  }

  @Test
  void oneThatIsRefusedIsTriedAgainHalfAnHourLater() throws Exception {
    fixture.post("approve", OURS, State.AWAITING_APPROVAL, "2026-11-27T09:00:00Z");
    fixture.subscribe("jane", "10:30");
    server.mails.stop();
    hourComes();
    MailSubscription.Standing standing = fixture.subscriptions.of("jane").orElseThrow().standing();
    assertTrue(standing.next().isPresent(), "refused: " + standing);
    assertEquals(Result.Status.WARN, fixture.check.execute().getStatus());
    String told = problem("jane");
    assertTrue(told.contains("ask an administrator") && !told.contains("127.0.0.1"), told);
    server.start();
    fixture.clock.pass(Duration.ofMinutes(29));
    fixture.mails.run();
    assertEquals(0, sent());
    fixture.clock.pass(Duration.ofMinutes(2));
    fixture.mails.run();
    assertEquals(1, sent());
    assertEquals("", problem("jane"));
    assertEquals(Result.Status.OK, fixture.check.execute().getStatus());
  }

  private String problem(String person) throws Exception {
    return fixture
        .console
        .as(person)
        .get(fixture.servlet)
        .json()
        .path("subscription")
        .path("problem")
        .asText();
  }

  @Test
  void aWrongPasswordIsARefusal() throws Exception {
    fixture.post("approve", OURS, State.AWAITING_APPROVAL, "2026-11-27T09:00:00Z");
    fixture.subscribe("jane", "10:30");
    fixture.mails.setServer(server.configured(context, "wrong"));
    hourComes();
    assertTrue(fixture.subscriptions.of("jane").orElseThrow().standing().next().isPresent());
    assertEquals(0, sent());
  }

  @Test
  void oneThatMayHaveArrivedIsNotSentAgain() throws Exception {
    fixture.post("approve", OURS, State.AWAITING_APPROVAL, "2026-11-27T09:00:00Z");
    fixture.subscribe("jane", "10:30");
    MailService builder = Objects.requireNonNull(context.getService(MailService.class));
    MessagingException lost =
        new MessagingException("Exception reading response", new IOException("reset"));
    fixture.mails.setServer(
        new SlingMailServer(
            TlsMailServer.answering(builder, CompletableFuture.failedFuture(lost)),
            TlsMailServer.from("")));
    hourComes();
    MailSubscription kept = fixture.subscriptions.of("jane").orElseThrow();
    assertEquals("reset", kept.standing().problem());
    assertFalse(kept.isDue(fixture.clock.instant().plus(Duration.ofHours(2))));
  }

  @Test
  void aFailureWithoutAReasonIsToldAsOne() throws Exception {
    fixture.post("approve", OURS, State.AWAITING_APPROVAL, "2026-11-27T09:00:00Z");
    fixture.subscribe("jane", "10:30");
    MailService builder = Objects.requireNonNull(context.getService(MailService.class));
    fixture.mails.setServer(
        new SlingMailServer(
            TlsMailServer.answering(
                builder, CompletableFuture.failedFuture(new MessagingException())),
            TlsMailServer.from("")));
    hourComes();
    assertEquals(
        "The mail server gave no reason.",
        fixture.subscriptions.of("jane").orElseThrow().standing().problem());
  }

  @Test
  void aCopyOfTheInstallationWritesToNobody() throws Exception {
    fixture.post("approve", OURS, State.AWAITING_APPROVAL, "2026-11-27T09:00:00Z");
    fixture.subscribe("jane", "10:30");
    assertTrue(fixture.console.environment.obstacle().isEmpty(), "the data are of that one");
    DailyMails copy = fixture.sender(fixture.console.elsewhere());
    copy.setServer(server.configured(context, "secret"));
    fixture.clock.pass(Duration.ofHours(1));
    copy.run();
    assertEquals(0, sent());
  }

  @Test
  void withoutAMailServiceTheDayIsNotTakenAndAdministratorsAreTold() throws Exception {
    fixture.post("approve", OURS, State.AWAITING_APPROVAL, "2026-11-27T09:00:00Z");
    fixture.subscribe("jane", "10:30");
    MailServer there = server.configured(context, "secret");
    fixture.mails.setServer(there);
    fixture.mails.unsetServer(there);
    hourComes();
    assertFalse(fixture.console.get(fixture.servlet).json().path("configured").asBoolean());
    assertEquals(Result.Status.WARN, fixture.check.execute().getStatus());
    fixture.mails.setServer(there);
    fixture.mails.run();
    assertEquals(1, sent(), "as soon as there is one, on the same day");
  }

  @Test
  void whoIsGoneGetsNoneAndIsForgotten() throws Exception {
    fixture.post("approve", OURS, State.AWAITING_APPROVAL, "2026-11-27T09:00:00Z");
    fixture.subscribe("jane", "10:30");
    fixture.subscribe("joe", "10:30");
    JackrabbitSession session =
        (JackrabbitSession)
            Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class));
    session.getUserManager().getAuthorizable("jane").remove();
    ((User) session.getUserManager().getAuthorizable("joe")).disable("on leave");
    session.save();
    hourComes();
    assertEquals(0, sent());
    assertTrue(fixture.subscriptions.of("jane").isEmpty());
    assertTrue(fixture.subscriptions.of("joe").isPresent(), "who is on leave comes back");
  }
}
