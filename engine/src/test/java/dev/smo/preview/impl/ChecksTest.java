// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.CardStyle;
import dev.smo.connector.CardStyle.Frame;
import dev.smo.connector.CardStyle.Part;
import dev.smo.connector.Network;
import dev.smo.fixture.Growth;
import dev.smo.preview.Finding;
import dev.smo.preview.Report;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private static final List<CardLook> LOOKS = CardLook.all(Stream.of());
  private static final String GOOD_TITLE = "The library that lends seeds";
  private static final String GOOD_DESCRIPTION =
      "In spring you borrow ten seeds, in autumn you bring back what your best plant gave.";

  @Test
  void findNothingWhereAllIsWell() {
    assertEquals(List.of(), words(GOOD_TITLE, GOOD_DESCRIPTION));
    assertEquals(List.of(), picture("A drawer", "/a.jpg", "image/jpeg", 1200, 630, 200_000));
    assertEquals(1, new Report(List.of()).score());
  }

  @Test
  void countWhatReadersSee() {
    assertEquals(List.of("title-short"), words("👩‍👩‍👧‍👦".repeat(9), GOOD_DESCRIPTION));
    assertEquals(List.of("title-long"), words("👩‍👩‍👧‍👦".repeat(61), GOOD_DESCRIPTION));
    assertEquals(List.of(), words("👩‍👩‍👧‍👦".repeat(60), GOOD_DESCRIPTION));
  }

  @Test
  void nameTheNetworksThatCutATitle() {
    Finding finding = new WordChecks("x".repeat(71), GOOD_DESCRIPTION, LOOKS).all(Map.of()).get(0);
    assertEquals(List.of("71", "X, Google"), finding.parameters());
    assertEquals("71 on X, Google", finding.fill("{0} on {1}"));
  }

  @Test
  void knowPoorDescriptions() {
    assertEquals(List.of("description-missing"), words(GOOD_TITLE, ""));
    assertEquals(List.of("description-same"), words(GOOD_TITLE, GOOD_TITLE.toUpperCase()));
    assertEquals(List.of("description-short"), words(GOOD_TITLE, "Seeds."));
    assertEquals(List.of("description-long"), words(GOOD_TITLE, "word ".repeat(40)));
  }

  @Test
  void seeCharactersThatNobodySees() {
    List<Finding> found =
        new WordChecks(GOOD_TITLE, GOOD_DESCRIPTION, LOOKS)
            .all(Map.of("title", "abc\u202edef", "description", "a family 👩‍👧 and \u00ad"));
    assertEquals(List.of("hidden-characters"), codes(found));
    assertEquals("title", found.get(0).field());
  }

  @Test
  void seeMarkupInADescriptionOnly() {
    List<Finding> found =
        new WordChecks(GOOD_TITLE, GOOD_DESCRIPTION, LOOKS)
            .all(Map.of("title", "Use </b>", "description", "<p>Hello <b>you</b></p>"));
    assertEquals(List.of("markup"), codes(found));
    assertEquals("description", found.get(0).field());
  }

  @Test
  void judgePictures() {
    assertEquals(List.of("image-missing"), picture("", "", "", 0, 0, 0));
    assertEquals(List.of("image-alt"), picture("", "/a.jpg", "image/jpeg", 1200, 630, 0));
    assertEquals(
        List.of("image-tiny", "image-shape"), picture("a", "/a.jpg", "image/jpeg", 199, 199, 0));
    assertEquals(List.of("image-small"), picture("a", "/a.jpg", "image/jpeg", 599, 314, 0));
    assertEquals(List.of("image-modest"), picture("a", "/a.jpg", "image/jpeg", 1000, 525, 0));
    assertEquals(List.of("image-type"), picture("a", "/a.webp", "image/webp", 1200, 630, 0));
    assertEquals(List.of("image-drawing"), picture("a", "/a.svg", "image/svg+xml", 0, 0, 0));
    assertEquals(
        List.of("image-too-heavy"), picture("a", "/a.jpg", "image/jpeg", 1200, 630, 5_000_001));
    assertEquals(List.of("image-heavy"), picture("a", "/a.jpg", "image/jpeg", 1200, 630, 826_000));
    assertEquals(List.of(), picture("a", "/a.jpg", "image/jpeg", 1200, 630, 600_000));
    assertEquals(List.of("image-elsewhere"), picture("a", "", "image/jpeg", 0, 0, 0));
  }

  @Test
  void readAnAddressWithoutEndInLinearTime() {
    ImageChecks checks = new ImageChecks(new PreviewImage("", "", "", "", 0, 0, 0));
    Growth.assertLinear("Σ"::repeat, checks::all);
  }

  @Test
  void costWhatTheyWeigh() {
    Finding error = Finding.error("not-public", "");
    Finding warning = Finding.warning("image-alt", "imageAlt");
    assertEquals(0.52, new Report(List.of(warning, error)).score());
    assertEquals(error, new Report(List.of(warning, error)).findings().get(0));
    assertEquals(0, new Report(List.of(error, error, error)).score());
  }

  @Test
  void showEachNetworksOwnCutAndShape() {
    PreviewImage wide = new PreviewImage("https://a.example/a.jpg", "", "/a.jpg", "", 1200, 630, 0);
    List<NetworkCard> views =
        NetworkCard.of(LOOKS, "word ".repeat(30).strip(), GOOD_DESCRIPTION, wide, true);
    NetworkCard x = view(views, "x");
    assertEquals("banner", x.frame());
    assertTrue(x.titleCut());
    assertTrue(x.title().endsWith("word…"), x::title);
    assertEquals("", x.description());
    assertEquals("none", view(views, "google").frame());
    assertFalse(view(views, "discord").titleCut());

    PreviewImage small = new PreviewImage("https://a.example/a.jpg", "", "/a.jpg", "", 300, 300, 0);
    List<NetworkCard> smaller = NetworkCard.of(LOOKS, "Title", "", small, false);
    assertEquals("square", view(smaller, "facebook").frame());
    assertEquals("square", view(smaller, "x").frame());
  }

  @Test
  void showANetworkAsItIsDescribed() {
    CardStyle narrow =
        CardStyle.of(3, 0)
            .parts(Part.TITLE, Part.PICTURE)
            .framing((width, height, large) -> width > height ? Frame.WIDE : Frame.SQUARE);
    List<CardLook> looks =
        CardLook.all(
            Stream.of(
                Network.builder("board", "Board").card(narrow).build(),
                Network.builder("x", "X").card(CardStyle.of(5, 5)).build(),
                Network.builder("plain", "Plain").build()));
    PreviewImage high = new PreviewImage("https://a.example/a.jpg", "", "/a.jpg", "", 300, 300, 0);
    List<NetworkCard> views = NetworkCard.of(looks, "A title", "Words", high, true);
    NetworkCard board = view(views, "board");
    assertEquals("Board", board.label());
    assertEquals("square", board.frame());
    assertEquals(List.of("title", "picture"), board.parts());
    assertTrue(board.titleCut());
    assertEquals("Words", view(views, "x").description());
    assertEquals(
        List.of("board", "other"),
        views.stream().skip(views.size() - 2).map(NetworkCard::network).toList());
    assertEquals(
        CardLook.all(Stream.of()).size() + 1,
        looks.size(),
        "one that is not described is left out");
  }

  private static NetworkCard view(List<NetworkCard> views, String network) {
    return views.stream().filter(view -> view.network().equals(network)).findFirst().orElseThrow();
  }

  private static List<String> words(String title, String description) {
    return codes(new WordChecks(title, description, LOOKS).all(Map.of()));
  }

  private static List<String> picture(
      String alt, String local, String type, int width, int height, long bytes) {
    String url = type.isEmpty() ? "" : "https://www.example.org/a";
    return codes(
        new ImageChecks(new PreviewImage(url, alt, local, type, width, height, bytes)).all(""));
  }

  private static List<String> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).toList();
  }
}
