// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.goals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.clicks.LinkClicks;
import dev.smo.connections.Account;
import dev.smo.connections.ConnectionChecks;
import dev.smo.connections.ConnectionTest;
import dev.smo.connections.Connections;
import dev.smo.connections.Followers;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.engagement.FactsStore;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.RemotePost;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import dev.smo.results.Results;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class GoalsServletTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  private final SlingContext context = OakSite.context();
  private ConsoleFixture console;
  private FactsStore facts;
  private StoredReactions store;
  private ConnectionChecks checks;
  private GoalsServlet goals;
  private CampaignsServlet campaigns;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    facts = new FactsStore(console.repository);
    Results results = new Results(facts, new LinkClicks(console.repository, "one"), CLOCK);
    store = new StoredReactions(console.repository, false, CLOCK);
    Connections connections = new Connections(console.repository, null, CLOCK);
    connections.save(new Account.Form("toy-en", "tiny", "", "", Map.of(), Map.of()));
    checks = new ConnectionChecks(console.repository, CLOCK);
    Plans plans =
        new Plans(
            console.repository,
            results,
            new Answered(console.ledger, store, CLOCK),
            new FollowedAccounts(new Followers(console.repository), connections, checks),
            CLOCK);
    goals = new GoalsServlet(console.tokens, plans);
    campaigns = new CampaignsServlet(console.tokens, plans);
  }

  /** A post that went out so many days ago, of a campaign, of a page with a tag. */
  private void out(int days, String campaign, String tag, long likes) {
    facts.keep(
        PostRecord.draft(Keys.post("toy", days + campaign + tag, "1"), State.SENT)
            .with(Key.PAGE, "page-" + days)
            .with(Key.PATH, ConsoleFixture.OURS)
            .with(Key.NETWORK, "toy")
            .with(Key.CONNECTION, "toy-en")
            .with(Key.CAMPAIGN, campaign)
            .with(Key.TAGS, new String[] {tag})
            .with(Key.SENT, NOON.minus(Duration.ofDays(days))),
        Engagement.none().with(Metric.LIKES, likes),
        NOON);
  }

  private static String[] goal(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "action", "save",
                "id", "autumn",
                "title", "Autumn",
                "measure", "posts",
                "target", "10",
                "from", "2026-11-16",
                "to", "2026-12-05"));
    for (int i = 0; i < more.length; i += 2) {
      int at = all.indexOf(more[i]);
      if (at >= 0 && at % 2 == 0) {
        all.set(at + 1, more[i + 1]);
      } else {
        all.addAll(List.of(more[i], more[i + 1]));
      }
    }
    return all.toArray(String[]::new);
  }

  private JsonNode saved(String... more) throws Exception {
    Reply reply = console.post(goals, goal(more));
    assertEquals(200, reply.status(), reply::error);
    return reply.json();
  }

  @Test
  void aGoalShowsHowFarItIsAndWhatItComesToAtThisPace() throws Exception {
    for (int days = 0; days < 6; days++) {
      out(days, "", "Winter", 0);
    }
    out(30, "", "Winter", 0);
    JsonNode progress = saved().path("progress");
    assertEquals(6, progress.path("value").asInt());
    assertEquals(0.5, progress.path("elapsed").asDouble());
    assertEquals(12, progress.path("forecast").asInt());
    assertEquals("on-track", progress.path("state").asText());
    assertEquals("behind", saved2("target", "13").path("progress").path("state").asText());
    assertEquals("reached", saved2("target", "6").path("progress").path("state").asText());
  }

  /** Changes the goal as it stands now. */
  private JsonNode saved2(String... more) throws Exception {
    String revision = console.get(goals).json().path("goals").path(0).path("revision").asText();
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(List.of("revision", revision));
    return saved(all.toArray(String[]::new));
  }

  @Test
  void aGoalThatIsOverIsReachedOrMissed() throws Exception {
    out(10, "", "Winter", 5);
    String[] period = {"from", "2026-11-01", "to", "2026-11-20", "target", "1"};
    assertEquals("reached", saved(period).path("progress").path("state").asText());
    period[5] = "2";
    assertEquals("missed", saved2(period).path("progress").path("state").asText());
  }

  @Test
  void aMeasureThatNobodyGivesIsUnknownAndNotZero() throws Exception {
    out(1, "", "Winter", 5);
    JsonNode progress = saved("measure", "views").path("progress");
    assertTrue(progress.path("value").isNull(), progress::toString);
    assertEquals("unknown", progress.path("state").asText());
  }

  @Test
  void weeksAddUpToTheWhole() throws Exception {
    for (int days = 0; days < 9; days++) {
      out(days, "", "Winter", days);
    }
    JsonNode progress = saved("measure", "engagement").path("progress");
    assertEquals(36, progress.path("value").asInt());
    int sum = 0;
    for (JsonNode week : progress.path("weeks")) {
      sum += week.path("value").asInt();
    }
    assertEquals(36, sum);
    assertEquals("2026-11-16", progress.path("weeks").path(0).path("from").asText());
    assertEquals(2, progress.path("weeks").size(), "weeks that have begun");
  }

  @Test
  void anAverageIsOfPostsWithFigures() throws Exception {
    out(1, "", "Winter", 4);
    out(2, "", "Winter", 8);
    JsonNode progress = saved("measure", "engagement-a-post", "target", "7").path("progress");
    assertEquals(6, progress.path("value").asInt());
    assertEquals("behind", progress.path("state").asText());
  }

  /** Of three replies one was answered in time, one is too old, and one may still be. */
  @Test
  void aReplyThatMayStillBeAnsweredInTimeIsNotCountedYet() throws Exception {
    MockContextAwareConfig.registerAnnotationClasses(context, ReactionPolicy.class);
    PostRecord post =
        console
            .ledger
            .update(
                console.sent(ConsoleFixture.OURS).id(),
                p ->
                    p.with(Key.PAGE, "4f1c2a9e111142228333944445555666")
                        .with(Key.SENT, NOON.minus(Duration.ofDays(3))))
            .orElseThrow();
    facts.keep(post, Engagement.none().with(Metric.REPLIES, 3), NOON);
    assertTrue(
        saved("measure", "answered", "target", "90", "hours", "24")
            .path("progress")
            .path("value")
            .isNull(),
        "nobody replied yet");
    said(post, "in-time", Duration.ofHours(60));
    said(post, "late", Duration.ofHours(50));
    said(post, "fresh", Duration.ofHours(2));
    answered(post, "in-time", Duration.ofHours(40));
    answered(post, "late", Duration.ofHours(1));
    JsonNode progress =
        saved2("measure", "answered", "target", "90", "hours", "24").path("progress");
    assertEquals(50, progress.path("value").asInt());
    assertEquals("behind", progress.path("state").asText());
    answered(post, "fresh", Duration.ofHours(1));
    assertEquals(
        66,
        saved2("measure", "answered", "target", "90", "hours", "24")
            .path("progress")
            .path("value")
            .asInt());
  }

  private void said(PostRecord post, String id, Duration ago) {
    Reaction reaction =
        new Reaction(
            "tiny",
            post.id().substring(0, 16) + " " + id,
            Reaction.Kind.REPLY,
            "Ann",
            "",
            "Open?",
            "https://tiny.example/" + id,
            NOON.minus(ago));
    assertTrue(store.put(post.text(Key.PAGE), post.text(Key.PATH), reaction));
  }

  private void answered(PostRecord post, String reply, Duration ago) {
    RemotePost remote = new RemotePost(reply, URI.create("https://tiny.example/" + reply));
    PostRecord answer = console.ledger.add(post.answer(remote, "token-" + reply));
    for (State state : List.of(State.QUEUED, State.SENDING, State.SENT)) {
      console.ledger.update(answer.id(), p -> p.to(state, "").with(Key.SENT, NOON.minus(ago)));
    }
  }

  @Test
  void aGoalCountsWhatIsInItsScope() throws Exception {
    out(1, "winter-26", "Winter", 0);
    out(2, "", "Sale", 0);
    out(3, "", "Other", 0);
    Reply made =
        console.post(
            campaigns,
            "action",
            "save",
            "id",
            "winter-26",
            "title",
            "Winter",
            "tags",
            "Sale\n\nSnow",
            "medium",
            "paid",
            "from",
            "2026-11-01",
            "to",
            "2026-12-31");
    assertEquals(200, made.status(), made::error);
    assertEquals("paid", made.json().path("medium").asText());
    assertEquals("", made.json().path("source").asText());
    assertEquals(2, made.json().path("posts").asInt(), "named, or by a tag");
    assertEquals(2, made.json().path("pages").asInt());
    assertEquals(2, saved("campaign", "winter-26").path("progress").path("value").asInt());
    assertEquals(1, saved2("tag", "Other").path("progress").path("value").asInt());
    assertEquals(0, saved2("connection", "other").path("progress").path("value").asInt());
    assertEquals(3, saved2("below", "/content/site").path("progress").path("value").asInt());
    assertEquals(0, saved2("below", "/content/si").path("progress").path("value").asInt());
  }

  @Test
  void whoDoesNotSeeThePagesOfAGoalDoesNotSeeIt() throws Exception {
    saved("below", ConsoleFixture.THEIRS);
    saved("id", "all");
    console.as("joe");
    JsonNode seen = console.get(goals).json();
    assertEquals(1, seen.path("goals").size());
    assertEquals("all", seen.path("goals").path(0).path("id").asText());
    assertFalse(seen.path("editable").asBoolean());
  }

  @Test
  void onlyAdministratorsSetGoalsAndCampaignsAndEachChangeNeedsAToken() throws Exception {
    assertEquals(403, console.postWithToken("", goals, goal()).status());
    assertEquals(403, console.as("jane").post(goals, goal()).status());
    assertEquals(403, console.post(campaigns, goal()).status());
    assertEquals(401, console.asStranger().get(goals).status());
    assertEquals(401, console.get(campaigns).status());
  }

  @Test
  void anotherPersonsChangeIsNotOverwritten() throws Exception {
    String read = saved().path("revision").asText();
    saved("revision", read, "title", "Late autumn");
    assertEquals(409, console.post(goals, goal("revision", read)).status());
    assertEquals(409, console.post(goals, goal()).status(), "there is one of this name");
    assertEquals(
        409, console.post(goals, "action", "remove", "id", "autumn", "revision", read).status());
    JsonNode now = console.get(goals).json().path("goals").path(0);
    assertEquals("Late autumn", now.path("title").asText());
    String revision = now.path("revision").asText();
    assertEquals(
        200,
        console.post(goals, "action", "remove", "id", "autumn", "revision", revision).status());
    assertEquals(0, console.get(goals).json().path("goals").size());
  }

  @Test
  void oneThatMakesNoSenseHidesNoOther() throws Exception {
    saved();
    console.repository.commit(
        resolver -> {
          Repository.writable(Repository.node(resolver, Repository.ROOT + "/goals/broken"))
              .put("target", "many");
          Repository.writable(Repository.node(resolver, Repository.ROOT + "/campaigns/broken"))
              .put("from", "soon");
          return true;
        });
    assertEquals(1, console.get(goals).json().path("goals").size());
    assertEquals(0, console.get(campaigns).json().path("campaigns").size());
  }

  @Test
  void wrongValuesAreRefusedByTheirNames() throws Exception {
    String[][] wrong = {
      {"id", "../connections"},
      {"id", "A"},
      {"measure", "happiness"},
      {"target", "0"},
      {"target", "-1"},
      {"target", "1e9"},
      {"from", "soon"},
      {"to", "2026-01-01"},
      {"to", "2029-01-01"},
      {"zone", "Mars"},
      {"below", "content"},
      {"title", " "},
      {"owner", "x".repeat(201)},
      {"hours", "0"},
      {"hours", "721"},
      {"action", "burn"}
    };
    for (String[] value : wrong) {
      Reply reply = console.post(goals, goal(value));
      assertEquals(400, reply.status(), value[0] + " " + reply.error());
    }
    assertEquals(0, console.get(goals).json().path("goals").size());
  }

  /** What the daily test of a connection counted, by day. */
  private void followed(Map<String, Long> days) {
    String account = Repository.ROOT + "/followers/toy-en/0123456789abcdef";
    console.repository.commit(
        resolver -> {
          for (Map.Entry<String, Long> day : days.entrySet()) {
            String year = account + "/" + day.getKey().substring(0, 4);
            Repository.writable(Repository.node(resolver, year))
                .put(day.getKey().substring(5), day.getValue());
          }
          Repository.writable(Repository.node(resolver, Repository.ROOT + "/followers/toy-en"))
              .put("account", "0123456789abcdef");
          return true;
        });
  }

  private static final String[] FOLLOWERS = {
    "measure", "followers", "connection", "toy-en", "target", "1200"
  };

  @Test
  void aGoalOfFollowersIsTheirNumberAndGoesOnAtItsPace() throws Exception {
    // From 1,000 by 10 a day: at the end of the goal, ten days from now, they are 1,200.
    followed(Map.of("2026-11-15", 1_000L, "2026-11-20", 1_050L, "2026-11-25", 1_100L));
    JsonNode progress = saved(FOLLOWERS).path("progress");
    assertEquals(1_100, progress.path("value").asInt());
    assertEquals(1_200, progress.path("forecast").asInt());
    assertEquals("on-track", progress.path("state").asText());
    assertEquals(1_050, progress.path("weeks").path(0).path("value").asInt());
    assertEquals(1_100, progress.path("weeks").path(1).path("value").asInt());
    assertEquals("behind", saved2(with("target", "1201")).path("progress").path("state").asText());
    assertEquals("reached", saved2(with("target", "1100")).path("progress").path("state").asText());
  }

  private static String[] with(String name, String value) {
    List<String> all = new ArrayList<>(List.of(FOLLOWERS));
    all.set(all.indexOf(name) + 1, value);
    return all.toArray(String[]::new);
  }

  @Test
  void followersThatNobodyTellsOfAreNotNone() throws Exception {
    JsonNode progress = saved(FOLLOWERS).path("progress");
    assertTrue(progress.path("value").isNull(), progress::toString);
    assertEquals("unknown", progress.path("state").asText());
    followed(Map.of("2026-11-25", 900L));
    progress = saved2(FOLLOWERS).path("progress");
    assertEquals(900, progress.path("value").asInt());
    assertTrue(progress.path("forecast").isNull(), "one day tells no pace: " + progress);
    assertEquals("open", progress.path("state").asText(), "there is a figure");
  }

  /** What the last test of the connection showed. */
  private void tested(String result, Long followers) {
    checks.keep(
        "toy-en",
        new ConnectionTest.Result(result, "Toy", "https://toy.example/", null, "", followers));
  }

  @Test
  void followersThatWillNeverBeToldOfAreNotAwaited() throws Exception {
    tested("unreachable", null);
    assertEquals("unknown", saved(FOLLOWERS).at("/progress/state").asText(), "tomorrow, maybe");
    tested("valid", null);
    assertEquals(
        "untold", saved2(FOLLOWERS).at("/progress/state").asText(), "its network is silent");
    tested("untested", null);
    assertEquals("untold", saved2(FOLLOWERS).at("/progress/state").asText(), "nobody can be asked");
    tested("valid", 900L);
    assertEquals("open", saved2(FOLLOWERS).at("/progress/state").asText());
    tested("valid", null);
    assertEquals("open", saved2(FOLLOWERS).at("/progress/state").asText(), "what was told stays");
    JsonNode gone = saved2(with("connection", "no-more")).path("progress");
    assertEquals("untold", gone.path("state").asText(), "the connection is gone");
  }

  @Test
  void followersAreThoseOfOneAccount() throws Exception {
    Reply unnamed = console.post(goals, goal("measure", "followers"));
    assertEquals(400, unnamed.status());
    assertTrue(unnamed.error().contains("connection"), unnamed::error);
    List<String> tagged = new ArrayList<>(List.of(FOLLOWERS));
    tagged.addAll(List.of("tag", "Winter"));
    assertEquals(400, console.post(goals, goal(tagged.toArray(String[]::new))).status());
  }
}
