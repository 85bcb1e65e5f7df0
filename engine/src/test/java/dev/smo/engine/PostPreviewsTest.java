// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.When;
import dev.smo.syndication.Departure;
import dev.smo.syndication.PostPreview;
import dev.smo.syndication.PostPreviews;
import dev.smo.syndication.PostPreviews.Verdict;
import dev.smo.syndication.SyndicationRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class PostPreviewsTest {
  private final SlingContext context = OakSite.context();
  private Installation smo;

  @BeforeEach
  void install() {
    smo = new Installation(context);
  }

  @AfterEach
  void close() {
    smo.close();
  }

  @Test
  void showsTheWordsThatGoOutLaterAndEntersNothing() {
    String page = smo.page("rehearsed", "A page that is looked at first");
    smo.set(page + "/jcr:content/smo", Map.of("text", "Look: {title}"));

    PostPreviews.Plan plan = rehearse(page);
    assertEquals(Verdict.POSTED, plan.verdict());
    PostPreview shown = plan.posts().get(0);
    assertTrue(shown.text().startsWith("Look: A page"), shown::text);
    assertEquals("goes-out", shown.fate().code());
    assertTrue(smo.posts(page).isEmpty());

    smo.publish(page);
    smo.pass(Duration.ofMinutes(1));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(smo.post(page).text(Key.TEXT), shown.text());
  }

  @Test
  void saysByWhoseClockATimeIsReadThatSomebodyAsksFor() {
    String page = smo.page("clock", "A page with a clock");
    smo.set("/conf/site/sling:configs/smo/picture", Map.of("zone", "Europe/Berlin"));
    smo.posting("zone", "Australia/Lord_Howe");
    smo.ask(
        SyndicationRequest.of(
                page,
                List.of("toy"),
                "",
                Optional.of(When.parse("2036-01-04 09:15")),
                /* approval= */ false)
            .askedBy("jane"));
    assertEquals(smo.post(page).text(Key.ZONE), rehearse(page).zone().getId());
  }

  @Test
  void saysThatAPostIsOutAlready() {
    String page = smo.page("out", "A page that is out");
    smo.publish(page);
    smo.pass(Duration.ofMinutes(1));
    assertEquals("ledger-sent", rehearse(page).posts().get(0).fate().code());
  }

  @Test
  void tellsWhatWouldBecomeOfTheWaitingAndOfTheSentIfThePageWentAway() {
    smo.posting("text", "{title} {url}", "onUnpublish", "retract");
    String page = smo.page("leaving", "A page that may leave");
    assertEquals(new Departure("retract", "list", 0, 0, 0), rehearse(page).departure());
    smo.publish(page);
    assertEquals(new Departure("retract", "list", 0, 0, 1), rehearse(page).departure());
    smo.pass(Duration.ofMinutes(1));
    assertEquals(new Departure("retract", "list", 1, 0, 0), rehearse(page).departure());
    smo.unpublish(page);
    assertEquals(
        new Departure("retract", "list", 0, 0, 0),
        rehearse(page).departure(),
        "it is being taken back");
  }

  @Test
  void whatSomebodySaidForOnePostAloneIsNotShownAsWhatThePageSays() {
    smo.posting("text", "{title} {url}", "approval", true);
    String page = smo.page("own", "A page");
    smo.publish(page);
    assertEquals("approval", rehearse(page).posts().get(0).fate().code(), "as the policy says");
    smo.ask(
        SyndicationRequest.of(
                page, List.of("toy"), "Hers {url}", Optional.empty(), /* approval= */ true)
            .askedBy("jane"));
    assertEquals(
        "ledger-awaiting-approval", rehearse(page).posts().get(0).fate().code().replace('_', '-'));
  }

  @Test
  void prefersTheWordsForOneConnectionToThoseForAll() {
    String page = smo.page("words", "A page with words");
    smo.set(page + "/jcr:content/smo", Map.of("text", "For all"));
    smo.set(page + "/jcr:content/smo/texts", Map.of("toy", "For toys"));
    assertTrue(rehearse(page).posts().get(0).text().startsWith("For toys"));

    smo.publish(page);
    assertTrue(smo.post(page).text(Key.TEXT).startsWith("For toys"));
  }

  @Test
  void saysWhyNothingGoesOut() {
    String page = smo.page("kept", "A page to keep");
    smo.set(page + "/jcr:content/smo", Map.of("doNotShare", true));
    assertEquals("do-not-share", rehearse(page).posts().get(0).fate().code());

    smo.set(page + "/jcr:content/smo", Map.of("doNotShare", false));
    smo.set(page + "/jcr:content", Map.of("closed", true));
    assertEquals("closed", rehearse(page).posts().get(0).fate().code());

    smo.policy(Map.of("enabled", true, "connections", new String[] {"de=toy"}));
    assertEquals(Verdict.NO_CONNECTION, rehearse(page).verdict());
    smo.policy(Map.of("enabled", true, "templates", new String[] {"/none"}));
    assertEquals(Verdict.NOT_MEANT, rehearse(page).verdict());
    smo.policy(Map.of("enabled", false));
    assertEquals(Verdict.OFF, rehearse(page).verdict());
  }

  @Test
  void furtherPicturesOfTheAuthorMakeAPostWithPictures() {
    smo.network.limits =
        Limits.builder(400, Limits::graphemes)
            .images(List.of("image/jpeg"), 1_000_000, 2000)
            .maxImages(3)
            .maxLength(Shape.IMAGES, 180)
            .build();
    smo.posting("picture", "image", "images", "all");
    String page = smo.page("pictured", "A title of many words ".repeat(12).strip());
    smo.site.serve("/door.jpg", PublicSite.jpeg());
    smo.set(
        page + "/jcr:content/smo", Map.of("images", new String[] {smo.site.url() + "/door.jpg"}));

    PostPreview shown = rehearse(page).posts().get(0);
    assertEquals(180, shown.most());
    smo.publish(page);
    smo.pass(Duration.ofMinutes(1));
    assertEquals(State.SENT, smo.post(page).state(), () -> smo.post(page).text(Key.REASON));
    assertEquals(1, smo.network.posts.get(0).images().size());
    assertEquals(smo.post(page).text(Key.TEXT), shown.text());
  }

  @Test
  void aPageThatClaimsTheIdentityOfAnotherTellsNothingOfItsPosts() {
    String page = smo.page("out", "A page that is out");
    smo.publish(page);
    smo.pass(Duration.ofMinutes(10));
    assertEquals("ledger-sent", rehearse(page).posts().get(0).fate().code());
    String thief = smo.page("thief", "A page of somebody else");
    smo.set(thief + "/jcr:content/smo", Map.of("id", smo.identities.of(page)));
    assertEquals("goes-out", rehearse(thief).posts().get(0).fate().code());
  }

  @Test
  void tellsWhatIsWrongWithAnAuthorsTemplate() {
    String page = smo.page("broken", "A page with a broken template");
    smo.set(page + "/jcr:content/smo", Map.of("text", "{titel}"));
    PostPreview post = rehearse(page).posts().get(0);
    assertEquals("broken", post.fate().code());
    assertTrue(post.fate().detail().contains("{titel}"), post.fate()::detail);
  }

  @Test
  void namesTagsThatBecomeThatOfAnotherUntilTheSiteMapsThem() {
    String page = smo.page("languages", "Languages");
    smo.set(page + "/jcr:content", Map.of("tags", new String[] {"C++", "C#", "24/7", "Winter"}));
    assertEquals(List.of("C++", "C#", "24/7"), rehearse(page).lostTags());
    smo.posting("hashtags", new String[] {"C++=cpp", "C#=csharp", "24/7=always"});
    assertEquals(List.of(), rehearse(page).lostTags());
  }

  @Test
  void showsWhomThePostMentionsAndThePostDoes() {
    smo.posting(
        "text",
        "{title} {url}",
        "mentions",
        new String[] {"toy.City Museum=@museum@toys.example", "bluesky.Winter=@winter.example"});
    String page = smo.page("museum", "Winter at the City Museum");
    String shown = rehearse(page).posts().get(0).text();
    assertTrue(shown.startsWith("Winter at the @museum@toys.example "), shown);

    smo.publish(page);
    smo.pass(Duration.ofMinutes(1));
    assertEquals(shown, smo.network.posts.get(0).text());
  }

  private PostPreviews.Plan rehearse(String path) {
    context.resourceResolver().refresh();
    Resource page = Objects.requireNonNull(context.resourceResolver().getResource(path));
    return smo.rehearsal().of(page, smo.pages.read(page).orElseThrow());
  }
}
