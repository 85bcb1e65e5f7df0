// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Media;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages with several pictures. */
class PicturesTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  @BeforeEach
  void describe() {
    smo.network.limits =
        Limits.builder(200, Limits::graphemes)
            .images(List.of("image/jpeg"), 1_000_000, 2000)
            .maxImages(3)
            .build();
    smo.site.illustrate(
        "/opening.html", URI.create(smo.site.url() + "/hall.jpg"), PublicSite.jpeg());
    for (String name : List.of("door", "garden", "roof")) {
      smo.site.serve("/" + name + ".jpg", PublicSite.jpeg());
    }
    more("door", "garden", "roof");
  }

  /** What the author chose, each with a text for people who cannot see it. */
  private void more(String... names) {
    smo.set(
        page + "/jcr:content/smo",
        Map.of(
            "images",
            List.of(names).stream()
                .map(name -> smo.site.url() + "/" + name + ".jpg")
                .toArray(String[]::new),
            "imageAlts",
            List.of(names).stream().map(name -> "The " + name).toArray(String[]::new)));
  }

  private void policy(String picture, String images) {
    smo.posting("picture", picture, "images", images);
  }

  private PostRecord published() {
    smo.publish(page);
    smo.pass(A_WHILE);
    PostRecord post = smo.post(page);
    assertEquals(State.SENT, post.state(), () -> post.text(Key.REASON));
    return post;
  }

  private List<String> alts() {
    return smo.network.posts.get(0).images().stream().map(Media::alt).toList();
  }

  @Test
  void onePictureIsAttachedWhereThePolicySaysNothing() {
    smo.posting("picture", "image");
    published();
    assertEquals(List.of(""), alts());
  }

  @Test
  void allAreAttachedWithTheirTextsUpToWhatTheNetworkTakes() {
    policy("image", "all");
    assertEquals("", published().text(Key.NOTE));
    assertEquals(List.of("", "The door", "The garden"), alts());
    assertTrue(smo.network.posts.get(0).attached());
  }

  private void takesOnly(Limits.Builder shapes) {
    smo.network.limits = shapes.images(List.of("image/jpeg"), 1_000_000, 2000).build();
    URI photo = URI.create(smo.site.url() + "/opening.social.photo.0.jpg");
    smo.site.offer("/opening.html", photo);
    smo.site.serve(photo.getPath(), PublicSite.jpeg(190, 100));
    smo.posting("picture", "image");
  }

  private static Limits.Builder pictures() {
    return Limits.builder(200, Limits::graphemes).withoutLinks();
  }

  private Media sent() {
    published();
    return smo.network.posts.get(0).images().get(0);
  }

  @Test
  void aNetworkThatLoadsPicturesItselfGetsTheShapeThatItTakes() {
    takesOnly(pictures().loadedByNetwork().aspect(0.8, 1.91));
    Media sent = sent();
    assertEquals(190, sent.width());
    assertTrue(sent.source().orElseThrow().toString().endsWith(".social.photo.0.jpg"));
  }

  @Test
  void norDoesItHaveToGoWithoutOneOfATypeOrSizeThatItDoesNotTake() {
    takesOnly(pictures().loadedByNetwork());
    smo.network.limits =
        pictures().loadedByNetwork().images(List.of("image/jpeg"), 1_000_000, 195).build();
    Media sent = sent();
    assertEquals(190, sent.width(), "drawn smaller, it is at no address");
    assertTrue(sent.source().isPresent());
  }

  @Test
  void aPictureThatHasItsShapeIsSentAsItIs() {
    takesOnly(pictures().loadedByNetwork().aspect(0.8, 2));
    assertEquals(200, sent().width());
  }

  @Test
  void aNetworkThatIsSentPicturesGetsThePictureOfThePage() {
    takesOnly(pictures().onlyWithPicture().aspect(0.8, 1.91));
    assertEquals(200, sent().width());
  }

  @Test
  void whereTheOtherShapeIsGoneThePictureOfThePageIsTried() {
    takesOnly(pictures().loadedByNetwork().aspect(0.8, 1.91));
    smo.site.serve("/opening.social.photo.0.jpg", null);
    assertEquals(200, sent().width());
  }

  @Test
  void aCardHasOnePicture() {
    policy("card", "all");
    published();
    assertEquals(List.of(""), alts());
  }

  @Test
  void aPictureThatCannotBeReadIsLeftOutWithAReason() {
    policy("image", "all");
    more("door", "nowhere", "roof");
    PostRecord post = published();
    assertEquals(List.of("", "The door", "The roof"), alts());
    assertEquals(
        "Without some pictures: The picture " + smo.site.url() + "/nowhere.jpg answers HTTP 404.",
        post.text(Key.NOTE));
  }

  @Test
  void aPictureThatIsGoneHoldsNoWordsBackAndTheConsoleSaysSo() {
    smo.posting("picture", "image");
    URI gone = URI.create(smo.site.url() + "/gone.jpg");
    smo.site.show("/opening.html", "Hours");
    smo.site.illustrate("/opening.html", gone, PublicSite.jpeg());
    smo.site.serve("/gone.jpg", null);
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SCHEDULED, smo.post(page).state(), "it may be on its way");
    smo.pass(Duration.ofMinutes(10));
    PostRecord post = smo.post(page);
    assertEquals(State.SENT, post.state(), () -> post.text(Key.REASON));
    assertEquals(
        "Without a picture: The picture (og:image) answers HTTP 404.", post.text(Key.NOTE));
    assertEquals(List.of(), alts());
  }

  private static ToyNetwork.Behaviour refusesPictures(Outcome refusal) {
    return (delivery, network) ->
        delivery.post().images().isEmpty()
            ? new Outcome.Published(network.execute(delivery))
            : refusal;
  }

  private PostRecord sentDespite(Outcome refusal, int times) {
    IntStream.range(0, times).forEach(n -> smo.network.next.add(refusesPictures(refusal)));
    policy("image", "all");
    smo.publish(page);
    smo.pass(Duration.ofMinutes(2));
    return smo.post(page);
  }

  @Test
  void aPictureThatTheNetworkRefusesHoldsNoWordsBackAndTheConsoleSaysSo() {
    PostRecord post = sentDespite(new Outcome.Rejected("media type unrecognized"), 2);
    assertEquals(State.SENT, post.state(), () -> post.text(Key.REASON));
    assertEquals(List.of(), alts());
    assertEquals(1, smo.network.posts.size());
    assertEquals(2, smo.network.calls.size());
    assertEquals(
        "Without pictures, because with them the network said: media type unrecognized",
        post.text(Key.NOTE));
  }

  @Test
  void aCardWhosePictureTheNetworkRefusesGoesWithoutOne() {
    smo.network.next.add(refusesPictures(new Outcome.Rejected("blob too big")));
    published();
    assertEquals(List.of(), alts());
    assertEquals(2, smo.network.calls.size());
  }

  @Test
  void whatIsRefusedWithoutPicturesTooHasFailedAndKeepsThem() {
    smo.network.next.add((delivery, network) -> new Outcome.Rejected("banned words"));
    smo.network.next.add((delivery, network) -> new Outcome.Rejected("banned words"));
    policy("image", "all");
    smo.publish(page);
    smo.pass(Duration.ofMinutes(2));
    PostRecord post = smo.post(page);
    assertEquals(State.FAILED, post.state());
    assertEquals("banned words", post.text(Key.REASON));
    assertEquals("", post.text(Key.NOTE));
    assertEquals(2, smo.network.calls.size(), "once more, and not for ever");
    smo.decisions.retry(post.id(), Decisions.Seen.NOTHING, "ada");
    smo.pass(A_WHILE);
    assertEquals(List.of("", "The door", "The garden"), alts());
  }

  @Test
  void whereAnEarlierCallMayHavePutItOutNothingGoesOutWithoutPictures() {
    smo.network.next.add((delivery, network) -> new Outcome.Unknown("HTTP 502"));
    smo.network.next.add((delivery, network) -> new Outcome.Rejected("media type unrecognized"));
    policy("image", "all");
    smo.publish(page);
    smo.pass(Duration.ofHours(1));
    assertEquals(State.FAILED, smo.post(page).state());
    assertEquals(2, smo.network.calls.size());
  }

  @Test
  void aPictureThatTheNetworkCannotWorkOnHoldsTheWordsBackNoLongerThanThereIsPatience() {
    smo.network.next.addAll(
        java.util.Collections.nCopies(
            500, refusesPictures(new Outcome.Deferred(Duration.ZERO, "cannot work on it"))));
    policy("image", "all");
    smo.publish(page);
    smo.pass(Duration.ofHours(60));
    PostRecord post = smo.post(page);
    assertEquals(State.SENT, post.state(), () -> post.text(Key.REASON));
    assertEquals(List.of(), alts());
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void aNetworkThatTakesNoWordsAloneIsNotAskedAgain() {
    smo.network.limits =
        Limits.builder(200, Limits::graphemes)
            .images(List.of("image/jpeg"), 1_000_000, 2000)
            .onlyWithPicture()
            .build();
    PostRecord post = sentDespite(new Outcome.Rejected("aspect ratio"), 1);
    assertEquals(State.FAILED, post.state());
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void aPictureThatComesAMinuteLaterIsSent() {
    smo.posting("picture", "image");
    smo.site.serve("/hall.jpg", null);
    smo.publish(page);
    smo.pass(Duration.ofMinutes(1));
    smo.site.serve("/hall.jpg", PublicSite.jpeg());
    smo.pass(Duration.ofMinutes(3));
    assertEquals(List.of(""), alts());
    assertEquals("", smo.post(page).text(Key.NOTE));
  }

  @Test
  void noMorePicturesAreLoadedThanTheNetworkTakes() {
    policy("image", "all");
    more("a", "b", "c", "d", "e", "f");
    String note = published().text(Key.NOTE);
    assertEquals(3, note.split("answers HTTP 404", -1).length - 1, note);
  }

  @Test
  void aNetworkThatTakesAnyNumberOfPicturesGetsTwenty() {
    smo.network.limits =
        Limits.builder(200, Limits::graphemes)
            .images(List.of("image/jpeg"), 1_000_000, 2000)
            .maxImages(Integer.MAX_VALUE)
            .build();
    policy("image", "all");
    String[] names = IntStream.range(0, 30).mapToObj(n -> "p" + n).toArray(String[]::new);
    for (String name : names) {
      smo.site.serve("/" + name + ".jpg", PublicSite.jpeg());
    }
    more(names);
    published();
    assertEquals(20, alts().size());
  }

  @Test
  void anAddressThatIsNoneHoldsNoWordsBack() {
    policy("image", "all");
    smo.set(page + "/jcr:content/smo", Map.of("images", new String[] {"ftp://x/y.jpg"}));
    assertTrue(published().text(Key.NOTE).startsWith("Without some pictures: "));
    assertEquals(List.of(""), alts());
  }

  @Test
  void whatWasLeftOutAtFirstIsNotCountedLater() {
    policy("image", "all");
    more("nowhere", "roof");
    smo.network.next.add(
        (delivery, toy) -> {
          smo.site.serve("/nowhere.jpg", PublicSite.jpeg());
          return new Outcome.Deferred(Duration.ZERO, "busy");
        });
    published();
    assertEquals(List.of("", "The roof"), alts());
  }

  @Test
  void whatWasApprovedWithPicturesGoesWithoutThemOnlyWhenAPersonSaysSo() {
    smo.network.next.add(refusesPictures(new Outcome.Rejected("media type unrecognized")));
    smo.posting("fourEyes", true, "picture", "image", "images", "all");
    smo.publish(page);
    String id = smo.post(page).id();
    smo.decisions.approve(id, "ada");
    smo.pass(Duration.ofMinutes(2));
    PostRecord waits = smo.post(page);
    assertEquals(State.AWAITING_APPROVAL, waits.state(), () -> waits.text(Key.REASON));
    assertEquals(0, smo.network.posts.size());
    assertEquals(
        "It was approved with its pictures, which the network refused. Approve it, and it goes"
            + " without them.",
        waits.text(Key.REASON));
    assertEquals(
        "Without pictures, because with them the network said: media type unrecognized",
        waits.text(Key.NOTE));
    smo.publish(page);
    assertEquals(waits.revision(), smo.post(page).revision(), "nothing changed");
    smo.decisions.approve(id, "bob");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(List.of(), alts());
    assertEquals(2, smo.network.calls.size());
  }

  @Test
  void otherPicturesInPlaceOfThoseThatTheNetworkRefusedAreTried() {
    smo.network.next.add(refusesPictures(new Outcome.Rejected("media type unrecognized")));
    smo.posting("approval", true, "picture", "image", "images", "all");
    smo.publish(page);
    smo.decisions.approve(smo.post(page).id(), "ada");
    smo.pass(Duration.ofMinutes(2));
    more("garden");
    smo.publish(page);
    smo.decisions.approve(smo.post(page).id(), "ada");
    smo.pass(A_WHILE);
    assertEquals(List.of("", "The garden"), alts());
  }

  @Test
  void whatWasApprovedWithAPictureThatIsGoneWaitsForAPerson() {
    smo.posting("approval", true, "picture", "image", "images", "all", "when", "after 1 hour");
    smo.publish(page);
    smo.decisions.approve(smo.post(page).id(), "ada");
    smo.site.serve("/garden.jpg", null);
    smo.pass(Duration.ofHours(2));
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    assertEquals(0, smo.network.calls.size());
    smo.decisions.approve(smo.post(page).id(), "ada");
    smo.pass(A_WHILE);
    assertEquals(List.of("", "The door", "The roof"), alts());
  }
}
