// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.smo.raster.Raster;
import java.awt.Color;
import java.awt.GraphicsEnvironment;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompositionTest {
  /** What networks leave of a picture when they crop it a little: 1080 x 566 of 1200 x 630. */
  private static final double CROPPED_X = 60;

  private static final double CROPPED_Y = 32;

  static Stream<Design> designs() {
    return ContactSheet.designs().stream();
  }

  @ParameterizedTest
  @MethodSource("designs")
  void allWordsKeepClearOfTheEdgesAndOfEachOtherAndCanBeRead(Design design) {
    assumeTrue(canBeDrawn(design.words().title()), "no font here; ./smo test installs them");
    Drawn drawn = Composition.of(design);
    assertEquals(design.width(), drawn.drawing().width());
    assertEquals(design.height(), drawn.drawing().height());
    Rectangle2D safe =
        new Rectangle2D.Double(
            CROPPED_X, CROPPED_Y, design.width() - 2 * CROPPED_X, design.height() - 2 * CROPPED_Y);
    Map<String, Rectangle2D> boxes = drawn.boxes();
    boxes.forEach((name, box) -> assertTrue(safe.contains(box), name + " is at " + box));
    List<String> names = boxes.keySet().stream().sorted().toList();
    assertTrue(names.contains("title"), "a title without any letter of a known font");
    for (String one : names) {
      for (String other : names) {
        boolean apart = one.equals(other) || !boxes.get(one).intersects(boxes.get(other));
        assertTrue(apart, () -> one + " lies on " + other + ": " + boxes);
      }
    }
    assertTrue(drawn.contrast() >= Contrast.READABLE, "contrast " + drawn.contrast());
  }

  /** Whether some font of this machine has the title's first letter. */
  private static boolean canBeDrawn(String title) {
    return Stream.of(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
        .anyMatch(font -> font.canDisplay(title.codePointAt(0)));
  }

  @Test
  void aTitleCanBeReadOnTheWorstOfPictures() {
    BufferedImage stripes = new BufferedImage(1200, 630, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 630; y++) {
      for (int x = 0; x < 1200; x++) {
        stripes.setRGB(x, y, (x / 3 + y / 3) % 2 == 0 ? 0xFFFFFF : 0);
      }
    }
    for (String text : List.of("#ffffff", "#000000")) {
      Colors colors = Colors.of(text.equals("#ffffff") ? "#123456" : "#fdf6e3", "", text, "");
      Design design =
          Scenes.colored(Scenes.with(Scenes.titled("en", "Stripes"), new Raster(stripes)), colors);
      assertTrue(Composition.of(design).contrast() >= Contrast.READABLE);
    }
  }

  @Test
  void rightToLeftTitlesStandAtTheRightAndTheirPictureAtTheLeft() {
    Design left = Scenes.design("en", "Winter", "", TitlePosition.BOTTOM, Layout.BESIDE);
    Design right = Scenes.design("he", "חורף", "", TitlePosition.BOTTOM, Layout.BESIDE);
    Raster red = plain(0xFF0000);
    Drawn english = Composition.of(Scenes.with(left, red));
    Drawn hebrew = Composition.of(Scenes.with(right, red));
    assertEquals(0xFFFF0000, english.drawing().image().getRGB(1190, 300));
    assertEquals(0xFFFF0000, hebrew.drawing().image().getRGB(10, 300));
    assertEquals(72, english.boxes().get("title").getX(), 1);
    assertEquals(1128, hebrew.boxes().get("title").getMaxX(), 1);
  }

  @Test
  void aCenteredTitleSurvivesACropToASquare() {
    Design design =
        Scenes.design("en", "Come in, it is warm", "", TitlePosition.CENTER, Layout.NONE);
    Rectangle2D square = new Rectangle2D.Double(285, 0, 630, 630);
    Composition.of(design)
        .boxes()
        .forEach((name, box) -> assertTrue(square.contains(box), name + " is at " + box));
  }

  @Test
  void aPictureIsCroppedAboutItsFocus() {
    BufferedImage wide = new BufferedImage(4000, 630, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 630; y++) {
      for (int x = 0; x < 4000; x++) {
        wide.setRGB(x, y, x < 2000 ? 0x0000FF : 0x00FF00);
      }
    }
    Design design = Scenes.design("en", "x", "", TitlePosition.BOTTOM, Layout.BESIDE);
    Drawn drawn =
        Composition.of(
            Scenes.images(
                design,
                new Design.Images(
                    Optional.of(new Raster(wide)), Focus.of("0.9,0.5"), Optional.empty())));
    assertEquals(0xFF00FF00, drawn.drawing().image().getRGB(1000, 300));
  }

  @Test
  void aPictureThatWouldBeBlownUpIsLeftOut() {
    Design design = Scenes.design("en", "x", "", TitlePosition.BOTTOM, Layout.BESIDE);
    BufferedImage tiny = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    assertEquals(
        pixels(Composition.of(design)),
        pixels(Composition.of(Scenes.with(design, new Raster(tiny)))));
  }

  @Test
  void theSameDesignMakesTheSameBytesAndAProgressiveJpeg() throws Exception {
    Design design = Scenes.branded(Scenes.titled("en", "Winter opening hours"));
    byte[] first = Composition.of(design).drawing().jpeg(0.9f);
    assertEquals(
        List.of(first.length), List.of(Composition.of(design).drawing().jpeg(0.9f).length));
    assertTrue(marker(first, 0xC2), "a progressive JPEG has a frame of type 2");
    assertFalse(marker(first, 0xC0));
  }

  @Test
  void aTitleWithoutAnyLetterIsTheNameOfTheSite() {
    Drawn drawn = Composition.of(Scenes.titled("en", "\ue123\ue124"));
    assertTrue(drawn.boxes().get("title").getWidth() > 300);
  }

  private static Raster plain(int color) {
    BufferedImage image = new BufferedImage(800, 800, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(new Color(color));
    graphics.fillRect(0, 0, 800, 800);
    graphics.dispose();
    return new Raster(image);
  }

  private static int pixels(Drawn drawn) {
    BufferedImage image = drawn.drawing().image();
    return java.util.Arrays.hashCode(
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()));
  }

  private static boolean marker(byte[] jpeg, int marker) {
    int at = 2;
    while (at + 4 < jpeg.length && (jpeg[at] & 0xFF) == 0xFF) {
      if ((jpeg[at + 1] & 0xFF) == marker) {
        return true;
      }
      if ((jpeg[at + 1] & 0xFF) == 0xDA) {
        return false;
      }
      at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
    }
    return false;
  }

  @Test
  void aPictureOfAPageWhoseScriptNoFontKnowsHasNoTitle() {
    String unknown = "\uE000\uE001 \uE002";
    Design design = Scenes.facts(Scenes.titled("zh", unknown), unknown, unknown, unknown);
    assertEquals(Set.of("bar"), Composition.of(design).boxes().keySet());
  }

  @Test
  void theSitesNameStandsOnceOnAPictureWhoseTitleCannotBeDrawn() {
    Drawn drawn = Composition.of(Scenes.titled("en", "\ud83c\uddf3\ud83c\uddf4"));
    assertEquals(Set.of("bar", "section", "title", "byline"), drawn.boxes().keySet());
    Drawn home = Composition.of(Scenes.titled("en", "Harbour Museum"));
    assertFalse(home.boxes().containsKey("site"), "a home page that is called as its site is");
  }

  @Test
  void anAccentThatCannotBeSeenIsReplacedByTheColourOfTheText() {
    Design design =
        Scenes.colored(Scenes.titled("en", "x"), Colors.of("#14213d", "", "#ffffff", "#14213e"));
    Drawn drawn = Composition.of(design);
    Rectangle2D bar = drawn.boxes().get("bar");
    int middle = drawn.drawing().image().getRGB((int) bar.getCenterX(), (int) bar.getCenterY());
    assertEquals(0xFFFFFFFF, middle);
  }

  @Test
  void theDateStaysWhereTheFooterIsTooLong() {
    String author = "Maximiliane Guttenberg ".repeat(8).strip();
    String date = "25 November 2026";
    Typefaces faces = Typefaces.bundled(java.util.Locale.ENGLISH, "x");
    Text text = new Text(faces, Direction.LEFT_TO_RIGHT);
    Words words = new Words(java.util.Locale.ENGLISH, "x", "", "", author, date);
    String line = Footer.byline(words, text, 28, 600);
    assertTrue(
        line.matches("(Maximiliane Guttenberg )*(Maximiliane|Maximiliane Guttenberg)… · " + date),
        line);
    assertTrue(text.line(line, false, 28).getAdvance() <= 600, line);
  }

  @Test
  void theSitesNameStandsInForATitleThatCannotBeDrawn() {
    Design design = Scenes.facts(Scenes.titled("zh", "\uE000\uE001"), "", "\uE002 Museum", "");
    assertTrue(Composition.of(design).boxes().containsKey("title"));
  }
}
