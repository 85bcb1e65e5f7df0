// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Limits;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.NoteSizes;
import dev.smo.delivery.PostNotes;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.repository.Repository;
import dev.smo.schedule.When;
import dev.smo.syndication.ChosenImages;
import dev.smo.syndication.SyndicationRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Posts whose pictures a person chose, cut and described. */
class ChosenPicturesTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final String LEFT_HALF = "#xywh=percent:0,0,50,100";

  @BeforeEach
  void describe() {
    smo.network.limits = limits().build();
    smo.site.illustrate("/opening.html", URI.create(at("hall")), PublicSite.jpeg());
    for (String name : List.of("door", "garden")) {
      smo.site.serve("/" + name + ".jpg", PublicSite.jpeg());
    }
  }

  private static Limits.Builder limits() {
    return Limits.builder(200, Limits::graphemes)
        .images(List.of("image/jpeg"), 1_000_000, 2000)
        .maxImages(2);
  }

  private String at(String name) {
    return smo.site.url() + "/" + name + ".jpg";
  }

  private SyndicationRequest wish(String... places) {
    return wish(Optional.empty(), places);
  }

  private SyndicationRequest wish(Optional<When> when, String... places) {
    ChosenImages images =
        new ChosenImages(
            List.of(places),
            List.of(places).stream().map(p -> "Of " + p.replaceAll(".*/", "")).toList());
    return SyndicationRequest.of(page, List.of("toy"), "", when, /* approval= */ false)
        .askedBy("ada")
        .showing(images);
  }

  private SyndicationRequest later(String... places) {
    return wish(Optional.of(When.parse("after 1 hour")), places);
  }

  private Post sent() {
    smo.pass(A_WHILE);
    PostRecord post = smo.post(page);
    assertEquals(State.SENT, post.state(), () -> post.text(Key.REASON));
    return smo.network.posts.get(smo.network.posts.size() - 1);
  }

  private static List<String> alts(Post post) {
    return post.images().stream().map(Media::alt).toList();
  }

  @Test
  void theyGoOutInOrderEachWithItsTextAndThatOfThePageDoesNot() {
    smo.ask(wish(at("garden"), at("door")));
    Post post = sent();
    assertEquals(List.of("Of garden.jpg", "Of door.jpg"), alts(post));
    assertTrue(post.attached());
    assertEquals("", smo.post(page).text(Key.NOTE));
  }

  @Test
  void whatIsCutOffIsNotSentAndThePointThatStaysIsToldToTheNetwork() {
    smo.ask(wish(at("garden") + "#xywh=percent:50,0,50,100&focus=75,20"));
    Media picture = sent().images().get(0);
    assertEquals("100x100", picture.width() + "x" + picture.height());
    assertEquals(0.5, picture.focusX());
    assertEquals(0.2, picture.focusY());
  }

  @Test
  void aShapeThatTheNetworkDoesNotHaveIsCutAroundThatPoint() {
    smo.network.limits = limits().aspect(0.8, 1).build();
    smo.ask(wish(at("garden") + "#focus=0,50"));
    Media picture = sent().images().get(0);
    assertEquals("100x100", picture.width() + "x" + picture.height());
  }

  /** Hash of the one picture that was kept for a post. */
  private String kept() {
    context.resourceResolver().refresh();
    Resource kept = context.resourceResolver().getResource(Repository.ROOT + "/pictures/of");
    for (int below = 0;
        below < 3;
        below++) { // the first letters of its page, the page, the picture
      kept = kept.getChildren().iterator().next();
    }
    assertEquals(32, kept.getName().length(), kept.getPath());
    return kept.getName();
  }

  @Test
  void aNetworkThatLoadsPicturesItselfFindsThePartBelowThePage() {
    smo.ask(wish(at("garden") + LEFT_HALF));
    assertEquals(Optional.empty(), sent().images().get(0).source(), "strangers do not find it");
    String hash = kept();
    String address = "/opening.social.photo." + hash + ".jpg";
    smo.site.serve(address, PublicSite.jpeg(100, 100));
    String second = smo.page("second", "Second");
    smo.ask(
        SyndicationRequest.of(second, List.of("toy"), "", Optional.empty(), /* approval= */ false)
            .askedBy("ada")
            .showing(new ChosenImages(List.of(at("garden") + LEFT_HALF), List.of(""))));
    smo.site.serve("/second.social.photo." + hash + ".jpg", PublicSite.jpeg(100, 100));
    smo.pass(A_WHILE);
    assertEquals(
        Optional.of(URI.create(smo.site.url() + "/second.social.photo." + hash + ".jpg")),
        smo.network.posts.get(1).images().get(0).source());
  }

  @Test
  void aNetworkThatLoadsPicturesItselfWaitsForThePartToBePublic() {
    smo.network.limits = limits().loadedByNetwork().build();
    smo.ask(wish(at("garden") + LEFT_HALF));
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.posts.size(), "publish does not have it yet");
    String hash = kept();
    String address = "/opening.social.photo." + hash + ".jpg";
    smo.site.serve(address, PublicSite.jpeg(100, 100));
    smo.pass(Duration.ofMinutes(5));
    assertEquals(
        Optional.of(URI.create(smo.site.url() + address)), sent().images().get(0).source());
  }

  @Test
  void theyStayWithTheWishWhenThePageIsPublishedAgain() {
    smo.ask(later(at("garden") + LEFT_HALF));
    smo.set(page + "/jcr:content", Map.of("jcr:title", "Other hours"));
    smo.site.show("/opening.html", "Other hours");
    smo.publish(page);
    smo.pass(Duration.ofMinutes(70));
    assertEquals(List.of("Of garden.jpg" + LEFT_HALF), alts(sent()));
  }

  @Test
  void aLaterWishMayGoBackToThePictureOfThePage() {
    smo.ask(later(at("garden")));
    smo.ask(wish());
    smo.pass(Duration.ofMinutes(70));
    assertEquals(List.of(""), alts(sent()));
    assertTrue(
        smo.network
            .posts
            .get(0)
            .images()
            .get(0)
            .source()
            .orElseThrow()
            .toString()
            .endsWith("/hall.jpg"));
  }

  @Test
  void thoseThatThePageHasForOneConnectionAreTakenWithoutAWish() {
    smo.set(page + "/jcr:content/smo/pictures", Map.of("toy", at("door") + "\n" + at("garden")));
    smo.set(page + "/jcr:content/smo/pictureAlts", Map.of("toy", "\nThe garden"));
    smo.publish(page);
    assertEquals(List.of("", "The garden"), alts(sent()));
  }

  @Test
  void aPictureThatIsNowhereInTheRepositoryIsNamed() {
    smo.ask(wish("/content/nowhere.jpg"));
    assertEquals(State.FAILED, smo.post(page).state());
    assertEquals("There is no picture at /content/nowhere.jpg.", smo.post(page).text(Key.REASON));
  }

  @Test
  void onePictureThatCannotBeLoadedIsWaitedForAndThenLeftOutWithAReason() {
    smo.ask(wish(at("nowhere"), at("door")));
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.posts.size(), "it may come");
    smo.pass(Duration.ofMinutes(30));
    assertEquals(List.of("Of door.jpg"), alts(sent()));
    assertTrue(smo.post(page).text(Key.NOTE).contains("/nowhere.jpg answers HTTP 404"));
  }

  @Test
  void askingTwiceForTheSamePicturesIsAskingOnce() {
    smo.ask(later(at("garden")));
    int before = smo.post(page).history().size();
    smo.ask(later(at("garden")));
    assertEquals(before, smo.post(page).history().size());
    smo.ask(later(at("door")));
    assertEquals(before + 1, smo.post(page).history().size());
  }

  private PostRecord note(ChosenImages images) throws Exception {
    return smo.notes()
        .enter(
            PostNotes.Wish.of(page, "toy", "Look!", Optional.empty(), "token-01").showing(images),
            "ada");
  }

  private ChosenImages chosen(String... names) {
    return new ChosenImages(
        List.of(names).stream().map(this::at).toList(), List.of(names).stream().toList());
  }

  @Test
  void aNoteHasThemToo() throws Exception {
    smo.set(page + "/jcr:content/smo/pictures", Map.of("toy", at("hall")));
    note(chosen("door", "garden"));
    smo.pass(A_WHILE);
    assertEquals(List.of("door", "garden"), alts(smo.network.posts.get(0)));
  }

  @Test
  void aNoteWithoutPicturesTakesNoneOfItsPage() throws Exception {
    smo.set(page + "/jcr:content/smo/pictures", Map.of("toy", at("hall")));
    note(ChosenImages.NONE);
    smo.pass(A_WHILE);
    assertEquals(List.of(), smo.network.posts.get(0).images());
  }

  @Test
  void theSameNoteWithOtherPicturesIsAnother() throws Exception {
    note(chosen("door"));
    String refused =
        assertThrows(NotPossibleException.class, () -> note(chosen("garden"))).getMessage();
    assertTrue(
        refused.startsWith("This note was sent before, with other words or pictures."), refused);
  }

  @Test
  void aNoteWithMorePicturesThanItsNetworkTakesIsRefusedBeforeItIsEntered() {
    String many =
        assertThrows(NotPossibleException.class, () -> note(chosen("door", "garden", "hall")))
            .getMessage();
    assertEquals("This network takes 2 pictures at most. Take some away.", many);
    smo.network.limits = Limits.builder(200, Limits::graphemes).build();
    String none = assertThrows(NotPossibleException.class, () -> note(chosen("door"))).getMessage();
    assertEquals("This network takes no pictures. Write it without.", none);
    assertEquals(0, smo.posts(page).size());
  }

  @Test
  void aNetworkOfPicturesTakesANoteThatHasOne() throws Exception {
    smo.network.limits = limits().withoutLinks().onlyWithPicture().build();
    note(chosen("door"));
    smo.pass(A_WHILE);
    assertEquals(List.of("door"), alts(smo.network.posts.get(0)));
  }

  @Test
  void wordsOfANoteAreMeasuredAsItsNetworkCountsThem() throws Exception {
    smo.network.limits = limits().maxLength(dev.smo.connector.Shape.IMAGES, 100).build();
    NoteSizes.Size size =
        smo.sizes().of(page, "toy", true, "One\n---\nThree!", /* pictures= */ false);
    assertEquals(6, size.length());
    assertEquals(200, size.most());
    assertEquals(2, size.pictures().most());
    assertEquals(100, smo.sizes().of(page, "toy", true, "", /* pictures= */ true).most());
    assertTrue(
        smo.sizes()
            .of(page, "toy", true, "x".repeat(150), /* pictures= */ true)
            .problem()
            .contains("150"));
    assertEquals(
        "There is no connection nobody.",
        smo.sizes().of(page, "nobody", true, "x", false).problem());
    smo.connect("other");
    assertEquals(
        "Only administrators post there under this page.",
        smo.sizes().of(page, "other", /* anywhere= */ false, "x", false).problem());
  }

  @Test
  void whatNamesNoPictureIsRefused() {
    for (String place : List.of("hall.jpg", "javascript:alert(1)", "/content/x.jpg#xywh=1,2,3,4")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new ChosenImages(List.of(place), List.of("")),
          place);
    }
    assertEquals(
        new ChosenImages(List.of("/a.jpg", "/b.jpg"), List.of("A", "")),
        ChosenImages.of("/a.jpg\n\n /b.jpg ", "A\nnobody"));
  }
}
