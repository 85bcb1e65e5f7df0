// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.FormRequest;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.State;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.Servlet;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class MailServletTest {
  private static final Pattern LINK =
      Pattern.compile(
          "https://cms\\.example\\.org/bin/smo/unsubscribe\\?id=([0-9a-f]{64})&key=([\\w-]{43})");

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

  private JsonNode shown(String person) throws Exception {
    return fixture.console.as(person).get(fixture.servlet).json();
  }

  @Test
  void theProfileSaysWhereMailsMayGo() throws Exception {
    fixture.profile("jane", "jane@home.example");
    assertEquals("jane@home.example", shown("jane").path("address").asText());
    assertEquals("", shown("joe").path("address").asText());
    assertTrue(shown("joe").path("subscription").isNull());
    assertEquals(10, shown("joe").path("languages").size());
  }

  @Test
  void eachPersonSubscribesForItself() throws Exception {
    fixture.subscribe("jane", "07:30");
    JsonNode kept = shown("jane").path("subscription");
    assertEquals("jane@site.example", kept.path("address").asText());
    assertEquals("07:30", kept.path("time").asText());
    assertEquals("Europe/Berlin", kept.path("zone").asText());
    assertTrue(kept.path("weekly").asBoolean());
    fixture.subscribe("jane", "08:15", "weekly", "false");
    assertEquals("08:15", shown("jane").path("subscription").path("time").asText());
    assertEquals(1, fixture.subscriptions.all().size());
    assertTrue(shown("joe").path("subscription").isNull());
    fixture.console.as("jane").post(fixture.servlet, "action", "stop");
    assertTrue(shown("jane").path("subscription").isNull());
    assertEquals(
        200, fixture.console.post(fixture.servlet, "action", "stop").status(), "as it is already");
  }

  @Test
  void whatIsWrongIsRefusedWithTheNameOfTheField() throws Exception {
    String[][] wrong = {
      {"address", "jane"},
      {"address", "jane@site.example\r\nBcc: all@site.example"},
      {"address", "jane@site.example, joe@site.example"},
      {"address", "a".repeat(250) + "@site.example"},
      {"time", "half past ten"},
      {"zone", "Berlin"},
      {"language", "fi"},
      {"page", "https://elsewhere.example/"}
    };
    for (String[] one : wrong) {
      var reply = fixture.save("jane", one[0], one[1]);
      assertEquals(400, reply.status(), one[0] + " " + one[1]);
      assertTrue(reply.error().contains("(" + one[0] + ")"), reply.error());
    }
    assertEquals(0, fixture.subscriptions.all().size());
    assertEquals(400, fixture.console.post(fixture.servlet, "action", "shout").status());
    assertEquals(401, fixture.console.asStranger().get(fixture.servlet).status());
  }

  @Test
  void oneAtOnceComesAlsoOnADayWithNothingToSay() throws Exception {
    assertEquals(404, fixture.console.as("jane").post(fixture.servlet, "action", "try").status());
    fixture.subscribe("jane", "10:30");
    assertEquals(200, fixture.console.post(fixture.servlet, "action", "try").status());
    assertEquals(
        409, fixture.console.post(fixture.servlet, "action", "try").status(), "within a minute");
    MimeMessage[] all = server.mails.getReceivedMessages();
    assertEquals(1, all.length);
    assertTrue(MailFixture.part(all[0], "text/plain").contains("nothing to say"));
    fixture.post("approve", OURS, State.AWAITING_APPROVAL, "2026-11-27T09:00:00Z");
    fixture.clock.pass(Duration.ofMinutes(30));
    fixture.mails.run();
    assertEquals(
        2, server.mails.getReceivedMessages().length, "that of the day comes all the same");
  }

  @Test
  void anAddressThatIsNotThatOfTheProfileGetsALinkAndNothingElseUntilItIsConfirmed()
      throws Exception {
    fixture.post("Buy at evil.example", OURS, State.AWAITING_APPROVAL, "2026-11-27T09:00:00Z");
    fixture.save("jane", "address", "stranger@other.example", "time", "09:30");
    fixture.clock.pass(Duration.ofDays(1));
    fixture.mails.run();
    assertEquals(0, server.mails.getReceivedMessages().length, "nobody knows whose it is");
    assertFalse(shown("jane").path("subscription").path("proven").asBoolean());
    assertEquals(200, fixture.console.post(fixture.servlet, "action", "try").status());
    MimeMessage[] all = server.mails.getReceivedMessages();
    String text = MailFixture.part(all[0], "text/plain");
    assertFalse(text.contains("evil"), "nothing that somebody wrote: " + text);
    Matcher link = LINK.matcher(text);
    assertTrue(link.find(), text);
    assertTrue(text.contains(link.group() + "&subscribe=true"), text);
    assertEquals(404, open("POST", link.group(1), link.group(2)).getStatus(), "it stops nothing");
    assertEquals(200, confirm("GET", link.group(1), link.group(2)).getStatus());
    assertFalse(shown("jane").path("subscription").path("proven").asBoolean(), "it asks first");
    assertEquals(404, confirm("POST", link.group(1), "x".repeat(43)).getStatus());
    assertEquals(200, confirm("POST", link.group(1), link.group(2)).getStatus());
    assertTrue(shown("jane").path("subscription").path("proven").asBoolean());
    fixture.mails.run();
    all = server.mails.getReceivedMessages();
    assertTrue(MailFixture.part(all[1], "text/plain").contains("Buy at"));

    fixture.save("jane", "address", "another@other.example", "time", "09:30");
    assertFalse(shown("jane").path("subscription").path("proven").asBoolean());
    assertEquals(404, confirm("POST", link.group(1), link.group(2)).getStatus(), "of the first");
  }

  private MockSlingHttpServletResponse confirm(String method, String id, String key)
      throws Exception {
    return open(method, new String[] {"id", id, "key", key, "subscribe", "true"});
  }

  @Test
  void oneAtOnceThatIsRefusedSaysSo() throws Exception {
    fixture.subscribe("jane", "10:30");
    server.mails.stop();
    var reply = fixture.console.post(fixture.servlet, "action", "try");
    assertEquals(409, reply.status());
    assertTrue(reply.error().contains("ask an administrator"), reply.error());
    server.start();
  }

  private Matcher link() throws Exception {
    MimeMessage[] all = server.mails.getReceivedMessages();
    Matcher link = LINK.matcher(MailFixture.part(all[all.length - 1], "text/plain"));
    assertTrue(link.find(), "the mail has a link that stops it");
    return link;
  }

  private MockSlingHttpServletResponse open(String method, String id, String key) throws Exception {
    String[] form = {"id", id, "key", key, "List-Unsubscribe", "One-Click"};
    return open(method, method.equals("POST") ? form : Arrays.copyOf(form, 4));
  }

  private MockSlingHttpServletResponse open(String method, String[] form) throws Exception {
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    FormRequest request = fixture.console.asStranger().request(method, form);
    ((Servlet) fixture.unsubscribe).service(request, response);
    ConsoleFixture.hold(fixture.unsubscribe, request, response);
    return response;
  }

  @Test
  void aProgramOfMailStopsThemWithOneClick() throws Exception {
    fixture.subscribe("jane", "10:30");
    fixture.console.post(fixture.servlet, "action", "try");
    Matcher link = link();
    MimeMessage mail = server.mails.getReceivedMessages()[0];
    assertEquals(
        "<" + link.group() + ">", mail.getHeader("List-Unsubscribe", null).replaceAll("\\s", ""));
    assertEquals("List-Unsubscribe=One-Click", mail.getHeader("List-Unsubscribe-Post", null));
    assertEquals(200, open("POST", link.group(1), link.group(2)).getStatus());
    assertEquals(0, fixture.subscriptions.all().size());
    assertEquals(404, open("POST", link.group(1), link.group(2)).getStatus());
  }

  /** Programs that look for dangers follow the links of mails. */
  @Test
  void whoFollowsTheLinkIsAskedFirst() throws Exception {
    fixture.subscribe("jane", "10:30", "language", "de");
    fixture.console.post(fixture.servlet, "action", "try");
    Matcher link = link();
    MockSlingHttpServletResponse asked = open("GET", link.group(1), link.group(2));
    assertEquals(200, asked.getStatus());
    assertTrue(asked.getOutputAsString().contains("<button>Tägliche Mails beenden</button>"));
    assertEquals("same-origin", asked.getHeader("Referrer-Policy"));
    assertEquals(1, fixture.subscriptions.all().size());
  }

  @Test
  void theLinksOfEarlierMailsStopThemToo() throws Exception {
    fixture.subscribe("jane", "10:30");
    fixture.console.post(fixture.servlet, "action", "try");
    Matcher first = link();
    fixture.clock.pass(Duration.ofMinutes(2));
    fixture.console.post(fixture.servlet, "action", "try");
    assertFalse(first.group().equals(link().group()), "each mail has a key of its own");
    assertEquals(200, open("GET", first.group(1), first.group(2)).getStatus());
  }

  @Test
  void aWrongKeyOpensNothingAndOnlyHashesAreKept() throws Exception {
    fixture.subscribe("jane", "10:30");
    fixture.subscribe("joe", "10:30");
    fixture.console.as("jane").post(fixture.servlet, "action", "try");
    Matcher link = link();
    String joe = fixture.subscriptions.of("joe").orElseThrow().id();
    assertEquals(404, open("POST", joe, link.group(2)).getStatus());
    assertEquals(404, open("POST", link.group(1), "x".repeat(43)).getStatus());
    assertEquals(404, open("POST", "../" + link.group(1), link.group(2)).getStatus());
    assertEquals(404, open("GET", "", "").getStatus());
    assertEquals(2, fixture.subscriptions.all().size());
    String kept =
        fixture.console.repository.read(
            resolver ->
                Objects.requireNonNull(
                        resolver.getResource(
                            "/var/smo/mails/"
                                + link.group(1).substring(0, 2)
                                + "/"
                                + link.group(1)))
                    .getValueMap()
                    .get("keys", String[].class)[0]);
    assertEquals(64, kept.length());
    assertFalse(kept.contains(link.group(2)));
  }
}
