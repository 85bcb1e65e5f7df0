// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.OakSite;
import dev.smo.syndication.SyndicationPolicy;
import java.net.URI;
import java.util.Objects;
import javax.jcr.Session;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Who may have a page posted, and where its words are kept; what is planned is in {@code WishTest}.
 */
@ExtendWith(SlingContextExtension.class)
class RequestsServletTest {
  private static final String OURS = ConsoleFixture.OURS;

  private final SlingContext context = OakSite.context();
  private ConsoleFixture console;
  private RequestsServlet requests;

  @BeforeEach
  void setUp() throws Exception {
    URI address = URI.create("https://site.example");
    OakSite.create(context, "/content/site", address, SyndicationPolicy.class);
    console = new ConsoleFixture(context);
    Session session = Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class));
    session.getNode(OURS).setPrimaryType("sling:Page");
    session.save();
    requests = new RequestsServlet(console.tokens, console.planner, new ContentPageSource());
  }

  private Reply ask(String action, String page, String... more) throws Exception {
    String[] all = new String[6 + more.length];
    System.arraycopy(
        new String[] {"action", action, "page", page, "connections", "tiny-en, tiny-de"},
        0,
        all,
        0,
        6);
    System.arraycopy(more, 0, all, 6, more.length);
    return console.post(requests, all);
  }

  private String words(String connection) {
    context.resourceResolver().refresh();
    Resource texts = context.resourceResolver().getResource(OURS + "/jcr:content/smo/texts");
    return texts == null ? null : texts.getValueMap().get(connection, String.class);
  }

  @Test
  void onlyWhoMayChangeThePageHasItPosted() throws Exception {
    for (String action : new String[] {"plan", "save"}) {
      console.as("joe");
      assertEquals(403, ask(action, OURS).status());
      console.as("jane");
      assertEquals(404, ask(action, ConsoleFixture.THEIRS).status());
      console.asStranger();
      assertEquals(401, ask(action, OURS).status());
    }
    assertNull(words("tiny-en"));
  }

  @Test
  void wordsAreKeptWithThePageAndTakenAwayAgain() throws Exception {
    console.as("jane");
    assertEquals(200, ask("save", OURS, "text.tiny-en", " Mine: {title} ").status());
    assertEquals("Mine: {title}", words("tiny-en"));
    assertNull(words("tiny-de"));
    assertEquals(200, ask("save", OURS, "text.tiny-en", "").status());
    assertNull(words("tiny-en"));
  }

  @Test
  void aPageThatIsNotPublicIsNotPlanned() throws Exception {
    Reply refused = ask("plan", OURS);
    assertEquals(409, refused.status());
    assertEquals(
        "This page is not public yet. Save the words; they go out when it is published.",
        refused.error());
  }

  /** Makes joe, who may only read the page, an administrator of SMO. */
  private void joeAdministers() throws Exception {
    Session session = Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class));
    AccessControlUtils.allow(
        session.getNode("/var/smo/connections"), "joe", "jcr:read", "jcr:addChildNodes");
    session.save();
    console.as("joe");
  }

  @Test
  void anAdministratorIsToldThatAPageIsNotThere() throws Exception {
    joeAdministers();
    Reply refused = ask("plan", "/content/site/nothing");
    assertEquals(404, refused.status());
    assertEquals("There is no such page.", refused.error());
    assertEquals(409, ask("plan", OURS).status());
  }

  @Test
  void anAdministratorWhoMayNotWriteThePageIsToldThatAndNotThatSomebodyElseDoes() throws Exception {
    joeAdministers();
    Reply refused = ask("save", OURS, "text.tiny-en", "Mine");
    assertEquals(403, refused.status(), refused.error());
    assertEquals("You may not change the words of this page.", refused.error());
    assertNull(words("tiny-en"));
  }

  @Test
  void whatIsNotUnderstoodIsRefused() throws Exception {
    assertEquals(400, ask("shout", OURS).status());
    assertEquals(400, ask("plan", OURS, "when", "soon").status());
    assertEquals(400, ask("save", OURS, "text.tiny-en", "x".repeat(50_001)).status());
    assertEquals(
        400, console.post(requests, "action", "plan", "page", OURS, "connections", ",").status());
  }
}
