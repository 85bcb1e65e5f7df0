// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connector.Connector;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.delivery.Decisions;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import dev.smo.syndication.SyndicationPolicy;
import dev.smo.syndication.SyndicationRequest;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.jcr.Session;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceUtil;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who may have a page posted, and where its words are kept; what is planned is in {@code WishTest}.
 */
@ExtendWith(SlingContextExtension.class)
class RequestsServletTest {
  private static final String OURS = ConsoleFixture.OURS;

  /** Takes posts from anybody, with words and a link. */
  private static final class Roomy extends TinyNetwork {
    @Override
    public Network network() {
      return Network.builder("tiny", "Tiny")
          .postFields(Field.of(Field.Kind.TEXT, "board", "Board"))
          .build();
    }

    @Override
    public Limits limits(Connection connection) {
      return Limits.builder(500, Limits::graphemes).build();
    }
  }

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
    context.registerService(Connector.class, new Roomy());
    Connections connections = new Connections(console.repository, null, Clock.systemUTC());
    connections.save(new Account.Form("tiny-en", "tiny", "", "", Map.of(), Map.of()));
    requests =
        new RequestsServlet(
            console.tokens,
            console.planner,
            new PageWords(new ContentPageSource(), connections),
            connections,
            console.networks);
    OakSite.policy(context, Map.of("enabled", true, "connections", new String[] {"tiny-en"}));
  }

  private void makePublic() throws Exception {
    Resource content = context.resourceResolver().getResource(OURS + "/jcr:content");
    content.adaptTo(ModifiableValueMap.class).put("sling:published", true);
    context.resourceResolver().commit();
  }

  /** What became of a wish for one connection. */
  private JsonNode planned(String... more) throws Exception {
    String[] all = new String[6 + more.length];
    System.arraycopy(
        new String[] {"action", "plan", "page", OURS, "connections", "tiny-en"}, 0, all, 0, 6);
    System.arraycopy(more, 0, all, 6, more.length);
    Reply reply = console.as("jane").post(requests, all);
    assertEquals(200, reply.status(), reply.json()::toString);
    return reply.json().path("results").path(0);
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

  private String kept(String node) {
    context.resourceResolver().refresh();
    Resource said = context.resourceResolver().getResource(OURS + "/jcr:content/smo/" + node);
    return said == null ? null : said.getValueMap().get("tiny-en", String.class);
  }

  @Test
  void picturesAreKeptWithThePageEachWithItsTextAndTakenAwayAgain() throws Exception {
    console.as("jane");
    String places = OURS + "#xywh=percent:0,0,50,50\n" + OURS;
    assertEquals(
        200, ask("save", OURS, "images.tiny-en", places, "imageAlts.tiny-en", "\nWhole").status());
    assertEquals(places, kept("pictures"));
    assertEquals("\nWhole", kept("pictureAlts"));
    assertEquals(200, ask("save", OURS, "images.tiny-en", "").status());
    assertNull(kept("pictures"));
    assertNull(kept("pictureAlts"));
  }

  @Test
  void nobodyPostsAPictureThatTheyMayNotRead() throws Exception {
    console.as("jane");
    Reply refused = ask("save", OURS, "images.tiny-en", ConsoleFixture.THEIRS);
    assertEquals(400, refused.status());
    assertEquals(
        "There is no picture at " + ConsoleFixture.THEIRS + ", or you may not read it.",
        refused.error());
  }

  @Test
  void thatAPageIsNeverPostedSomewhereIsKeptWithItAndUndone() throws Exception {
    console.as("joe");
    assertEquals(403, ask("exclude", OURS).status());
    console.as("jane");
    assertEquals(200, ask("exclude", OURS).status());
    assertEquals("true", kept("without"));
    makePublic();
    assertEquals("SKIPPED", planned().path("state").asText(), "also where a person asks for it");
    assertEquals(200, ask("include", OURS).status());
    assertNull(kept("without"));
    assertEquals("SCHEDULED", planned().path("state").asText());
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

  private String option(String name) {
    context.resourceResolver().refresh();
    Resource options = context.resourceResolver().getResource(OURS + "/jcr:content/smo/options");
    return options == null ? null : options.getValueMap().get(name, String.class);
  }

  @Test
  void optionsAreKeptWithThePageAndTakenAwayAgain() throws Exception {
    console.as("jane");
    assertEquals(200, ask("save", OURS, "option.tiny-en.board", " Boats ").status());
    assertEquals("Boats", option("tiny-en.board"));
    assertNull(words("tiny-en"), "no node of words is made for it");
    assertEquals(200, ask("save", OURS, "option.tiny-en.board", "").status());
    assertNull(option("tiny-en.board"));
  }

  @Test
  void anOptionThatTheNetworkDoesNotHaveIsRefusedAndNothingIsKept() throws Exception {
    console.as("jane");
    Reply refused = ask("save", OURS, "text.tiny-en", "Mine", "option.tiny-en.colour", "red");
    assertEquals(400, refused.status());
    assertEquals("Tiny has no option colour.", refused.error());
    assertNull(words("tiny-en"));
    assertEquals(400, ask("save", OURS, "option.tiny-en.board", "a\nb").status(), "two lines");
  }

  @ParameterizedTest
  @CsvSource({"smo, text", "smo/texts, tiny", "smo/texts, tiny-en"})
  void wordsOfAPersonForTheNetworkOrForAllAreNotReplacedByAProposal(String node, String name)
      throws Exception {
    Resource content = context.resourceResolver().getResource(OURS + "/jcr:content");
    ResourceUtil.getOrCreateResource(
            context.resourceResolver(), content.getPath() + "/" + node, Map.of(), null, false)
        .adaptTo(ModifiableValueMap.class)
        .put(name, "A person's");
    context.resourceResolver().commit();
    console.as("jane");
    Reply refused = ask("save", OURS, "proposal", "true", "text.tiny-en", "Buy");
    assertEquals(409, refused.status(), refused.error());
  }

  @Test
  void anOptionOfAPersonForTheNetworkIsNotReplacedByAProposal() throws Exception {
    ResourceUtil.getOrCreateResource(
            context.resourceResolver(), OURS + "/jcr:content/smo/options", Map.of(), null, false)
        .adaptTo(ModifiableValueMap.class)
        .put("tiny.board", "Private");
    context.resourceResolver().commit();
    console.as("jane");
    Reply refused = ask("save", OURS, "proposal", "true", "option.tiny-en.board", "Public");
    assertEquals(409, refused.status(), refused.error());
    assertNull(option("tiny-en.board"));
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
  void aPublicPageIsPlannedAsWhoAsksWantsIt() throws Exception {
    makePublic();
    JsonNode result = planned("text.tiny-en", "Hers {url}", "approval", "true");
    assertEquals("AWAITING_APPROVAL", result.path("state").asText(), result::toString);
    assertEquals("", result.path("error").asText(), result::toString);
    PostRecord post = console.ledger.find(result.path("id").asText()).orElseThrow();
    assertEquals("Hers https://site.example/ours.html", post.text(PostRecord.Key.TEXT));
    assertEquals("jane", post.text(PostRecord.Key.WISHED_BY));
  }

  @ParameterizedTest
  @CsvSource({"CANCELLED, called off", "REJECTED, called off", "RETRACTED, taken back"})
  void whereThePostHasEndedThatIsSaid(State state, String words) throws Exception {
    makePublic();
    String id = planned("approval", "true").path("id").asText();
    if (state == State.RETRACTED) {
      console.ledger.update(id, post -> post.to(State.SENT, ""));
    }
    console.ledger.update(id, post -> post.to(state, ""));
    JsonNode result = planned("text.tiny-en", "Once more {url}");
    assertEquals(id, result.path("id").asText(), result::toString);
    assertTrue(result.path("error").asText().contains(words), result::toString);
    assertTrue(result.path("error").asText().contains("post again"), result::toString);
  }

  @Test
  void aProposalDoesNotTouchWhatIsPlannedAndSaysSo() throws Exception {
    makePublic();
    planned("text.tiny-en", "Hers {url}");
    JsonNode result = planned("text.tiny-en", "Buy {url}", "proposal", "true");
    assertEquals("", result.path("id").asText(), result::toString);
    assertTrue(result.path("error").asText().contains("A person can"), result::toString);
  }

  @Test
  void wordsAreProposedOnlyWhereNobodyWroteAnyAndNothingIsPublic() throws Exception {
    console.as("jane");
    assertEquals(200, ask("save", OURS, "proposal", "true", "text.tiny-en", "Mine").status());
    assertEquals(200, ask("save", OURS, "proposal", "true", "text.tiny-en", "Mine").status());
    for (String other : new String[] {"Buy", ""}) {
      Reply refused = ask("save", OURS, "proposal", "true", "text.tiny-en", other);
      assertEquals(409, refused.status());
      assertEquals(
          "The page has words for tiny-en already. A person can change them.", refused.error());
    }
    assertEquals("Mine", words("tiny-en"));
    makePublic();
    Reply refused = ask("save", OURS, "proposal", "true", "text.tiny-de", "Meins");
    assertEquals(409, refused.status());
    assertNull(words("tiny-de"));
  }

  @Test
  void whatIsNotUnderstoodIsRefused() throws Exception {
    assertEquals(400, ask("shout", OURS).status());
    assertEquals(400, ask("plan", OURS, "when", "soon").status());
    assertEquals(400, ask("save", OURS, "text.tiny-en", "x".repeat(50_001)).status());
    assertEquals(
        400, console.post(requests, "action", "plan", "page", OURS, "connections", ",").status());
  }

  /** Has the page published whose words jane saved; what she may say of its post. */
  private String refusedToJane(String... more) throws Exception {
    OakSite.policy(
        context,
        Map.of("enabled", true, "fourEyes", true, "connections", new String[] {"tiny-en"}));
    console.as("jane");
    assertEquals(200, ask("save", OURS, more).status());
    makePublic();
    PostRecord post = console.planner.ask(published()).get(0);
    assertEquals(State.AWAITING_APPROVAL, post.state());
    assertTrue(post.text(PostRecord.Key.TEXT).startsWith("Buy"), post.text(PostRecord.Key.TEXT));
    Decisions decisions = new Decisions(console.ledger, console.planner, Clock.systemUTC());
    return assertThrows(
            Decisions.NotPossibleException.class,
            () -> decisions.approve(post.id(), new Decisions.Reader("jane", post.revision())))
        .getMessage();
  }

  private static SyndicationRequest published() {
    return SyndicationRequest.of(OURS, List.of("tiny-en"), "", Optional.empty(), false);
  }

  @Test
  void whoSavedTheWordsWithThePageIsNotTheFourthEye() throws Exception {
    assertTrue(refusedToJane("text.tiny-en", "Buy {url}").startsWith("Four eyes"));
  }

  @Test
  void whoProposedTheWordsOfAPageIsNotTheFourthEye() throws Exception {
    String refused = refusedToJane("proposal", "true", "text.tiny-en", "Buy {url}");
    assertTrue(refused.startsWith("Four eyes"), refused);
  }
}
