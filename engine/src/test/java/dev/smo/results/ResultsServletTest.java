// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.clicks.ClickNodes;
import dev.smo.clicks.ClickSums;
import dev.smo.clicks.LinkClickCounter;
import dev.smo.clicks.LinkClickFlush;
import dev.smo.clicks.LinkClicks;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.engagement.Counters;
import dev.smo.engagement.FactsStore;
import dev.smo.engagement.ReactionImport;
import dev.smo.engagement.Watch;
import dev.smo.engagement.Watches;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import dev.smo.watching.Tube;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class ResultsServletTest {
  // A Wednesday.
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  private static final String IDENTITY = "0123456789abcdef0123456789abcdef";

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private ConsoleFixture console;
  private FactsStore facts;
  private LinkClicks clicks;
  private ResultsServlet servlet;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    facts = new FactsStore(console.repository);
    clicks = new LinkClicks(console.repository, "one");
    ClickSums shares = new ClickSums(new ClickNodes(console.repository, "one"), CLOCK);
    servlet =
        new ResultsServlet(
            console.tokens,
            new Results(facts, clicks, CLOCK),
            new PageResults(console.repository, console.ledger, clicks, shares, CLOCK),
            CLOCK);
  }

  /** A post that went out; what else it is told apart by says the change. */
  private static PostRecord out(String name, String path, UnaryOperator<PostRecord> more) {
    return more.apply(
        PostRecord.draft(Keys.post("toy", name, "1"), State.SENT)
            .with(Key.PAGE, name)
            .with(Key.PATH, path)
            .with(Key.TITLE, "Title of " + name)
            .with(Key.NETWORK, "toy")
            .with(Key.CONNECTION, "toy-en")
            .with(Key.LANGUAGE, "en")
            .with(Key.SENT, NOON.minus(Duration.ofHours(3))));
  }

  private static PostRecord out(String name) {
    return out(name, ConsoleFixture.OURS, post -> post);
  }

  private static Engagement likes(long number) {
    return Engagement.none().with(Metric.LIKES, number);
  }

  private JsonNode get(String... parameters) throws Exception {
    ConsoleFixture.Reply reply = console.get(servlet, parameters);
    assertEquals(200, reply.status(), reply::error);
    return reply.json();
  }

  private static List<String> values(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.path("value").asText())
        .toList();
  }

  @Test
  void aFigureThatNobodyGivesIsNotThereAndNoZero() throws Exception {
    facts.keep(out("told"), likes(0), NOON);
    facts.keep(out("untold"));
    JsonNode total = get().path("total");
    assertEquals(2, total.path("posts").asInt());
    assertEquals("{\"sum\":0,\"posts\":1}", total.path("figures").path("likes").toString());
    assertTrue(total.path("figures").path("views").isMissingNode(), total::toString);
    assertTrue(total.path("figures").path("clicks").isMissingNode(), total::toString);
  }

  @Test
  void whatPeopleDidIsTheSumOfWhatANetworkTells() throws Exception {
    facts.keep(out("a"), likes(3).with(Metric.REPLIES, 2).with(Metric.VIEWS, 900), NOON);
    facts.keep(out("b"), Engagement.none().with(Metric.VIEWS, 5), NOON);
    JsonNode figures = get().path("total").path("figures");
    assertEquals("{\"sum\":5,\"posts\":1}", figures.path("engagement").toString());
    assertEquals(905, figures.path("views").path("sum").asInt());
  }

  @Test
  void postsAreToldApartByWhatTheirPagesSay() throws Exception {
    facts.keep(
        out(
            "a",
            ConsoleFixture.OURS,
            post ->
                post.with(Key.TAGS, new String[] {"Winter", "Snow"})
                    .with(Key.AUTHORS, new String[] {"Ada"})
                    .with(Key.CAMPAIGN, "winter-26")
                    .with(Key.TEMPLATE, "/conf/article")),
        likes(1),
        NOON);
    facts.keep(out("b"));
    assertEquals(List.of("", "Snow", "Winter"), values(get("by", "tag").path("rows")));
    assertEquals(List.of("", "Ada"), values(get("by", "author").path("rows")));
    assertEquals(List.of("", "winter-26"), values(get("by", "campaign").path("rows")));
    assertEquals(List.of("", "/conf/article"), values(get("by", "template").path("rows")));
    assertEquals(List.of("toy-en"), values(get("by", "connection").path("rows")));
    assertEquals(1, get("tag", "Snow").path("total").path("posts").asInt());
    assertEquals(1, get("tag", "").path("total").path("posts").asInt(), "those without a tag");
  }

  @Test
  void daysAndHoursAreThoseOfTheZoneThatIsAsked() throws Exception {
    facts.keep(
        out(
            "a",
            ConsoleFixture.OURS,
            post -> post.with(Key.SENT, NOON.plus(Duration.ofHours(11)))));
    assertEquals(List.of("3 23"), values(get("by", "time").path("rows")));
    assertEquals(
        List.of("4 0"),
        values(get("by", "time", "zone", "Europe/Berlin", "to", "2026-11-26").path("rows")));
    assertEquals(
        0, get("zone", "Europe/Berlin", "to", "2026-11-25").path("total").path("posts").asInt());
  }

  @Test
  void clicksOfShortLinksCountForPostsThatHaveOne() throws Exception {
    PostRecord linked =
        out("a", ConsoleFixture.OURS, post -> post.with(Key.TARGET, "https://example.org/"));
    facts.keep(linked);
    facts.keep(out("b"));
    assertTrue(
        get().path("total").path("figures").path("clicks").isMissingNode(),
        "nobody counts clicks here");
    LinkClickCounter counter = new LinkClickCounter();
    counter.add(Keys.post("toy", "another", "1"));
    new LinkClickFlush(counter, clicks, CLOCK).run();
    assertEquals(
        "{\"sum\":0,\"posts\":1}",
        get().path("total").path("figures").path("clicks").toString(),
        "nobody followed it, and that is known");
    counter.add(linked.id());
    counter.add(linked.id());
    new LinkClickFlush(counter, clicks, CLOCK).run();
    assertEquals(
        "{\"sum\":2,\"posts\":1}", get().path("total").path("figures").path("clicks").toString());
  }

  @Test
  void aPersonSeesTheResultsOfPagesThatThatPersonSees() throws Exception {
    facts.keep(out("ours"), likes(1), NOON);
    facts.keep(out("theirs", ConsoleFixture.THEIRS, post -> post), likes(10), NOON);
    assertEquals(11, get().path("total").path("figures").path("likes").path("sum").asInt());
    console.as("joe");
    JsonNode seen = get();
    assertEquals(1, seen.path("total").path("figures").path("likes").path("sum").asInt());
    assertFalse(seen.toString().contains("theirs"), seen::toString);
    assertEquals(404, console.get(servlet, "page", ConsoleFixture.THEIRS).status());
    assertEquals(401, console.asStranger().get(servlet).status());
  }

  @Test
  void wrongParametersAreRefused() throws Exception {
    String[][] wrong = {
      {"by", "colour"},
      {"from", "yesterday"},
      {"zone", "Mars"},
      {"from", "2026-11-25", "to", "2026-11-24"},
      {"from", "2020-01-01", "to", "2026-11-24"},
      {"from", "-99999999-01-01", "to", "-99999999-01-02"},
      {"from", "+999999999-12-31", "to", "+999999999-12-31"}
    };
    for (String[] parameters : wrong) {
      assertEquals(400, console.get(servlet, parameters).status(), parameters[0]);
    }
  }

  @Test
  void aPageShowsItsPostsDayByDayWhereverItMoved() throws Exception {
    PostRecord post = console.sent(ConsoleFixture.OURS);
    console.ledger.update(post.id(), p -> p.with(Key.PATH, "/content/site/before"));
    JsonNode posts = get("page", ConsoleFixture.OURS).path("posts");
    assertEquals(1, posts.size());
    assertEquals("{}", posts.path(0).path("days").toString());
    assertTrue(posts.path(0).path("clicked").isNull(), "it has no short link");
  }

  /** What a dashboard reads does not grow with the posts. */
  @Test
  void tenThousandPostsOfAMonthAreReadFromNoMoreThan256Nodes() throws Exception {
    List<String> lines = new ArrayList<>();
    PostRecord sample = out("sample");
    facts.keep(sample, likes(1), NOON);
    context.resourceResolver().refresh();
    String month = Repository.ROOT + "/results/2026/11";
    Resource pack =
        context.resourceResolver().getResource(month + "/" + sample.id().substring(0, 2));
    String line = pack.getValueMap().get(sample.id(), "");
    for (int i = 1; i < 10_000; i++) {
      lines.add(Keys.post("toy", "page-" + i, "1"));
    }
    console.repository.commit(
        resolver -> {
          for (String id : lines) {
            Repository.writable(Repository.node(resolver, month + "/" + id.substring(0, 2)))
                .put(id, line);
          }
          return true;
        });
    assertEquals(10_000, get().path("total").path("figures").path("likes").path("sum").asInt());
    context.resourceResolver().refresh();
    long nodes =
        StreamSupport.stream(
                context.resourceResolver().getResource(month).getChildren().spliterator(), false)
            .count();
    assertTrue(nodes <= 256, "nodes of the month: " + nodes);
  }

  @Test
  void aVideoThatThePageShowsStandsBesideItsPosts() throws Exception {
    Watch watch = watched(ConsoleFixture.OURS);
    JsonNode results = get("page", ConsoleFixture.OURS);
    assertEquals(0, results.path("posts").size(), "a video is no post");
    JsonNode video = results.path("watched").path(0);
    assertEquals(watch.id(), video.path("id").asText());
    assertEquals("youtube", video.path("network").asText());
    assertEquals("museum", video.path("connection").asText());
    assertEquals("https://tube.test/v1", video.path("permalink").asText());
    assertEquals("{\"2026-11-25\":{\"views\":7}}", video.path("days").toString());
  }

  @Test
  void nobodySeesTheVideosOfAPageByWritingItsIdentityIntoAnother() throws Exception {
    context.create().resource(ConsoleFixture.THEIRS + "/jcr:content/smo", "id", IDENTITY);
    watched(ConsoleFixture.THEIRS);
    assertEquals(1, get("page", ConsoleFixture.THEIRS).path("watched").size());
    console.as("joe");
    assertEquals(0, get("page", ConsoleFixture.OURS).path("watched").size());
  }

  /** Something that a page shows, whose identity our page has as well. */
  private Watch watched(String path) throws Exception {
    Resource own = context.resourceResolver().getResource(ConsoleFixture.OURS + "/jcr:content/smo");
    own.adaptTo(ModifiableValueMap.class).put("id", IDENTITY);
    context.resourceResolver().commit();
    Watches watches = new Watches(console.repository);
    Watch seen = Watch.of(IDENTITY, path, "youtube", Tube.video("v1"), NOON).told("museum", NOON);
    watches.add(seen);
    watches.add(Watch.of(IDENTITY, path, "youtube", Tube.video("foreign"), NOON));
    new ReactionImport(
            console.ledger,
            new Counters(console.repository),
            facts,
            new StoredReactions(console.repository, false, CLOCK))
        .counts(seen.subject(), NOON, Engagement.none().with(Metric.VIEWS, 7));
    return seen;
  }

  @Test
  void nobodySeesTheResultsOfAPageByWritingItsIdentityIntoAnother() throws Exception {
    context.create().resource(ConsoleFixture.THEIRS + "/jcr:content/smo", "id", "theirs");
    console.sent(ConsoleFixture.THEIRS);
    Resource own = context.resourceResolver().getResource(ConsoleFixture.OURS + "/jcr:content/smo");
    own.adaptTo(ModifiableValueMap.class).put("id", "theirs");
    context.resourceResolver().commit();
    console.as("joe");
    assertEquals(0, get("page", ConsoleFixture.OURS).path("posts").size());
  }
}
