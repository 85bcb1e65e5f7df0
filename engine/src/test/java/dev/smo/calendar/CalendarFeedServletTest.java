// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static dev.smo.endpoint.ConsoleFixture.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.FormRequest;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import javax.jcr.Session;
import javax.servlet.Servlet;
import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.User;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class CalendarFeedServletTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private CalendarFixture calendar;
  private SubscriptionsServlet subscriptions;
  private CalendarFeedServlet feed;

  @BeforeEach
  void setUp() throws Exception {
    calendar = new CalendarFixture(context);
    Subscriptions kept = new Subscriptions(calendar.console.repository, calendar.clock);
    subscriptions = new SubscriptionsServlet(calendar.console.tokens, kept);
    People people =
        new People(context.getService(ResourceResolverFactory.class), calendar.console.repository);
    feed = new CalendarFeedServlet(kept, people, calendar.console.ledger, calendar.clock);
    calendar.post("ours", OURS, State.SCHEDULED, "2026-11-24T09:00:00Z");
    calendar.post("theirs", THEIRS, State.SENT, "2026-11-22T09:00:00Z");
    calendar.post("off", OURS, State.CANCELLED, "2026-11-24T10:00:00Z");
  }

  private JsonNode make(String person, String... filter) throws Exception {
    String[] all = new String[4 + filter.length];
    System.arraycopy(new String[] {"action", "make", "name", "Mine"}, 0, all, 0, 4);
    System.arraycopy(filter, 0, all, 4, filter.length);
    Reply made = calendar.console.as(person).post(subscriptions, all);
    assertEquals(200, made.status(), made.error());
    return made.json();
  }

  private MockSlingHttpServletResponse fetch(String key) throws Exception {
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    FormRequest request = calendar.console.asStranger().request("GET", "key", key);
    ((Servlet) feed).service(request, response);
    ConsoleFixture.hold(feed, request, response);
    return response;
  }

  private List<String> seen(String key) throws Exception {
    MockSlingHttpServletResponse response = fetch(key);
    assertEquals(200, response.getStatus());
    assertEquals("text/calendar;charset=UTF-8", response.getContentType());
    return StrictCalendar.parse(response.getOutputAsString()).events().stream()
        .map(event -> event.get("SUMMARY"))
        .toList();
  }

  private JackrabbitSession administrator() {
    return (JackrabbitSession)
        Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class));
  }

  @Test
  void aStrangerWithTheKeySeesWhatItsOwnerMaySee() throws Exception {
    assertEquals(List.of("Title of ours (tiny-en)"), seen(make("jane").path("key").asText()));
  }

  /** Its stub stands on its day and names no page. */
  @Test
  void anErasedPostHidesNoOther() throws Exception {
    PostRecord erased = calendar.console.sent(OURS);
    String path =
        calendar
            .console
            .ledger
            .update(erased.id(), post -> post.with(Key.PATH, ""))
            .orElseThrow()
            .text(Key.PATH);
    assertEquals("", path);
    assertEquals(List.of("Title of ours (tiny-en)"), seen(make("jane").path("key").asText()));
  }

  @Test
  void aWishThatIsSentAgainIsOneAddressWithAnotherKey() throws Exception {
    String lost = make("jane", "token", "wish-0001").path("key").asText();
    String key = make("jane", "token", "wish-0001").path("key").asText();
    assertEquals(404, fetch(lost).getStatus());
    assertEquals(200, fetch(key).getStatus());
    make("jane", "token", "wish-0002");
    make("joe", "token", "wish-0001");
    assertEquals(200, fetch(key).getStatus(), "another wish and another person's are others");
    assertEquals(
        2, calendar.console.as("jane").get(subscriptions).json().path("subscriptions").size());
  }

  @Test
  void whoLosesTheRightToAPageLosesItsPosts() throws Exception {
    String key = make("jane").path("key").asText();
    AccessControlUtils.clear(administrator(), OURS);
    AccessControlUtils.deny(administrator().getNode(OURS), "everyone", "jcr:all");
    administrator().save();
    assertEquals(List.of(), seen(key));
  }

  @Test
  void rightsThatAGroupGivesCount() throws Exception {
    String key = make("jane").path("key").asText();
    JackrabbitSession session = administrator();
    var group = session.getUserManager().createGroup("readers");
    group.addMember(session.getUserManager().getAuthorizable("jane"));
    session.save();
    AccessControlUtils.allow(session.getNode(THEIRS), "readers", "jcr:read");
    session.save();
    assertEquals(2, seen(key).size());
  }

  @Test
  void anAdministratorOfSmoSeesAll() throws Exception {
    JackrabbitSession session = administrator();
    AccessControlUtils.allow(
        session.getNode("/var/smo/connections"), "joe", "jcr:read", "jcr:addChildNodes");
    session.save();
    assertEquals(
        List.of("Title of ours (tiny-en)", "Title of theirs (tiny-en)"),
        seen(make("joe").path("key").asText()));
  }

  @Test
  void aFilterIsPartOfTheAddress() throws Exception {
    assertEquals(List.of(), seen(make("jane", "state", "FAILED").path("key").asText()));
    assertEquals(1, seen(make("jane", "network", "tiny").path("key").asText()).size());
    String[] wrong = {"action", "make", "name", "x", "state", "LOST"};
    assertEquals(400, calendar.console.as("jane").post(subscriptions, wrong).status());
  }

  @Test
  void aRevokedAddressOpensNothing() throws Exception {
    JsonNode made = make("jane");
    String id = made.path("id").asText();
    assertEquals(
        404, calendar.console.as("joe").post(subscriptions, "action", "revoke", "id", id).status());
    assertEquals(1, seen(made.path("key").asText()).size());
    assertEquals(
        200,
        calendar.console.as("jane").post(subscriptions, "action", "revoke", "id", id).status());
    assertEquals(404, fetch(made.path("key").asText()).getStatus());
    assertEquals(
        0, calendar.console.as("jane").get(subscriptions).json().path("subscriptions").size());
  }

  @Test
  void theAddressesOfAUserWhoIsGoneGoToo() throws Exception {
    String key = make("jane").path("key").asText();
    administrator().getUserManager().getAuthorizable("jane").remove();
    administrator().save();
    assertEquals(404, fetch(key).getStatus());
    assertEquals(0, nodes("/var/smo/calendars/keys"), "nothing of the address is kept");
  }

  @Test
  void whoMayNotLogInIsShownNothing() throws Exception {
    String key = make("jane").path("key").asText();
    User jane = (User) administrator().getUserManager().getAuthorizable("jane");
    jane.disable("on leave");
    administrator().save();
    assertEquals(404, fetch(key).getStatus());
    jane.disable(null);
    administrator().save();
    assertEquals(1, seen(key).size());
  }

  @Test
  void onlyTheHashOfAKeyIsKept() throws Exception {
    JsonNode made = make("jane");
    String key = made.path("key").asText();
    assertEquals(43, key.length(), "256 bits");
    assertFalse(text("/var/smo/calendars").contains(key));
    assertTrue(
        calendar.console.as("jane").get(subscriptions).json().toString().contains("\"key\":null"));
    assertEquals(404, fetch(made.path("id").asText()).getStatus());
    assertEquals(404, fetch(key.substring(0, 42) + "!").getStatus());
  }

  @Test
  void aPostKeepsItsNameWhenItMoves() throws Exception {
    String key = make("jane").path("key").asText();
    var before = StrictCalendar.parse(fetch(key).getOutputAsString()).events().get(0);
    PostRecord post = calendar.console.ledger.find(before.get("UID").split("@")[0]).orElseThrow();
    calendar.console.ledger.update(
        post.id(),
        one ->
            one.decided(calendar.clock.instant(), "ada", "move")
                .with(Key.SCHEDULED, Instant.parse("2026-12-05T10:00:00Z")));
    var after = StrictCalendar.parse(fetch(key).getOutputAsString()).events().get(0);
    assertEquals(before.get("UID"), after.get("UID"));
    assertEquals("20261205T100000Z", after.get("DTSTART"));
    assertTrue(after.get("LAST-MODIFIED").compareTo(before.get("LAST-MODIFIED")) > 0);
  }

  @Test
  void nobodyHasAnyNumberOfAddresses() throws Exception {
    for (int i = 0; i < Subscriptions.MOST; i++) {
      make("jane");
    }
    String[] more = {"action", "make", "name", "One more"};
    assertEquals(409, calendar.console.post(subscriptions, more).status());
    assertEquals(200, calendar.console.as("joe").post(subscriptions, more).status());
  }

  private int nodes(String path) {
    context.resourceResolver().refresh();
    Resource root = Objects.requireNonNull(context.resourceResolver().getResource(path));
    return StreamSupport.stream(root.getChildren().spliterator(), false)
        .mapToInt(
            folder -> (int) StreamSupport.stream(folder.getChildren().spliterator(), false).count())
        .sum();
  }

  private String text(String path) {
    context.resourceResolver().refresh();
    Resource root = Objects.requireNonNull(context.resourceResolver().getResource(path));
    StringBuilder all = new StringBuilder(root.getPath()).append(root.getValueMap());
    root.getChildren().forEach(child -> all.append(text(child.getPath())));
    return all.toString();
  }

  @Test
  void whatToFilterByIsNoLongerThanAnybodyNeeds() throws Exception {
    String[] long_ = {"action", "make", "name", "x", "site", "/".repeat(1001)};
    assertEquals(400, calendar.console.as("jane").post(subscriptions, long_).status());
  }
}
