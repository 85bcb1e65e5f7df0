// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Limits;
import dev.smo.post.Media;
import dev.smo.raster.OneAtATime;
import dev.smo.raster.Orientation;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFittingTest {
  private static final List<String> BOTH = List.of("image/jpeg", "image/png");

  private static Limits limits(long bytes, int pixels, List<String> types) {
    return Limits.builder(300, String::length).images(types, bytes, pixels).build();
  }

  private static FittedImage fit(byte[] bytes, Limits limits) {
    URI url = URI.create("https://example.org/snow");
    return ImageFitting.fit(new PublicImage(bytes, "image/x", url), limits, "Snow");
  }

  private static Media media(byte[] bytes, Limits limits) {
    FittedImage fitted = fit(bytes, limits);
    return fitted.media().orElseThrow(() -> new AssertionError(fitted.reason()));
  }

  /** Red above, blue below, with noise that keeps encoders from making it tiny. */
  private static BufferedImage noisy(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Random random = new Random(1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int noise = random.nextInt(60) << 8;
        image.setRGB(x, y, (y < height / 2 ? 0xFFC00000 : 0xFF0000C0) | noise);
      }
    }
    return image;
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }

  private static byte[] jpeg(int width, int height) throws IOException {
    return encoded(noisy(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
  }

  private static BufferedImage decoded(Media media) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(media.bytes()));
    assertEquals(media.width(), image.getWidth());
    assertEquals(media.height(), image.getHeight());
    return image;
  }

  /** The JPEG with an APP1 segment after its first marker, as cameras write it. */
  private static byte[] withOrientation(byte[] jpeg, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(36);
    exif.putShort((short) 0xFFE1).putShort((short) 34);
    exif.put("Exif\0\0MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
    exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(0);
    ByteBuffer all = ByteBuffer.allocate(jpeg.length + 36);
    return all.put(jpeg, 0, 2).put(exif.array()).put(jpeg, 2, jpeg.length - 2).array();
  }

  private static boolean contains(byte[] bytes, String ascii) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(ascii);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void passesOnWhatFitsByteForByte(String format) throws Exception {
    byte[] bytes = encoded(noisy(300, 200, BufferedImage.TYPE_INT_RGB), format);
    Media media = media(bytes, limits(1_000_000, 300, BOTH));
    assertSame(bytes, media.bytes());
    assertEquals("image/" + format, media.type());
    assertEquals(300, media.width());
    assertEquals(200, media.height());
    assertEquals("Snow", media.alt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossy.webp", "lossless.webp", "alpha.webp"})
  void aWebpBecomesWhatTheNetworkTakes(String file) throws Exception {
    byte[] bytes = resource(file);
    Media media = media(bytes, limits(1_000_000, 64, BOTH));
    assertEquals(file.startsWith("alpha") ? "image/png" : "image/jpeg", media.type());
    BufferedImage image = decoded(media);
    assertEquals(64, image.getWidth());
    assertEquals(32, image.getHeight());
    Color left = new Color(image.getRGB(8, 8));
    assertTrue(left.getRed() > left.getBlue() + 50, left::toString);
    Media kept = media(bytes, limits(1_000_000, 640, List.of("image/webp", "image/jpeg")));
    assertEquals("image/webp", kept.type());
    assertEquals(128, kept.width());
  }

  @Test
  void aPictureThatFitsLosesThePlaceWhereItWasTaken() throws Exception {
    byte[] plain = jpeg(300, 200);
    byte[] camera = withOrientation(plain, 1);
    Media kept = media(camera, limits(1_000_000, 300, BOTH));
    assertTrue(contains(camera, "Exif"));
    assertArrayEquals(plain, kept.bytes(), "and no pixel");
  }

  @Test
  void aWebpThatFitsLosesThePlaceWhereItWasTaken() throws Exception {
    Limits limits = limits(1_000_000, 640, List.of("image/webp", "image/jpeg"));
    assertTrue(contains(resource("exif.webp"), "EXIF"));
    Media kept = media(resource("exif.webp"), limits);
    assertEquals("image/webp", kept.type());
    assertFalse(contains(kept.bytes(), "EXIF"));
    assertEquals(128, media(kept.bytes(), limits).width(), "it is a picture still");
  }

  @Test
  void aPngThatFitsLosesWhatWasWrittenBesideIt() throws Exception {
    byte[] plain = encoded(noisy(30, 20, BufferedImage.TYPE_INT_RGB), "png");
    // After the signature and IHDR, which take 33 bytes.
    byte[] text = "tEXtGPS\0here".getBytes(StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(text);
    ByteBuffer noted = ByteBuffer.allocate(plain.length + text.length + 8);
    noted.put(plain, 0, 33).putInt(text.length - 4).put(text).putInt((int) sum.getValue());
    noted.put(plain, 33, plain.length - 33);
    assertArrayEquals(plain, media(noted.array(), limits(1_000_000, 300, BOTH)).bytes());
  }

  private static byte[] resource(String name) throws IOException {
    try (var data = Objects.requireNonNull(ImageFittingTest.class.getResourceAsStream(name))) {
      return data.readAllBytes();
    }
  }

  @Test
  void lowersQualityBeforeSize() throws Exception {
    byte[] bytes = encoded(noisy(600, 400, BufferedImage.TYPE_INT_RGB), "png");
    Media media = media(bytes, limits(bytes.length / 2, 600, BOTH));
    assertEquals("image/jpeg", media.type());
    assertTrue(media.bytes().length <= bytes.length / 2);
    assertEquals(600, decoded(media).getWidth());
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 30_000, 8_000})
  void makesPicturesSmallerUntilTheyFit(int most) throws Exception {
    Media media = media(jpeg(1600, 900), limits(most, 1200, BOTH));
    assertTrue(media.bytes().length <= most);
    BufferedImage image = decoded(media);
    assertTrue(image.getWidth() <= 1200);
    assertEquals(16.0 / 9, (double) image.getWidth() / image.getHeight(), 0.02);
  }

  @Test
  void scalesToTheLongestEdge() throws Exception {
    Media media = media(jpeg(500, 1000), limits(1_000_000, 400, BOTH));
    assertEquals(400, decoded(media).getHeight());
    assertEquals(200, media.width());
  }

  @Test
  void keepsTransparencyWhereItFits() throws Exception {
    BufferedImage image = new BufferedImage(600, 600, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillOval(0, 0, 600, 600);
    graphics.dispose();
    Media media = media(encoded(image, "png"), limits(100_000, 300, BOTH));
    assertEquals("image/png", media.type());
    assertEquals(0, decoded(media).getRGB(0, 0) >>> 24);
  }

  @Test
  void putsTransparentPicturesOnWhiteForJpeg() throws Exception {
    BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_ARGB);
    Media media = media(encoded(image, "png"), limits(100_000, 300, List.of("image/jpeg")));
    assertEquals(0xFFFFFFFF, decoded(media).getRGB(100, 100));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsPicturesUprightAndDropsTheirExif(int orientation) throws Exception {
    byte[] camera = withOrientation(jpeg(400, 200), orientation);
    Media kept = media(camera, limits(1_000_000, 400, BOTH));
    Media drawn = media(camera, limits(1_000_000, 200, BOTH));
    boolean turned = orientation >= 5;
    assertEquals(turned ? 200 : 400, kept.width());
    assertEquals(turned ? 100 : 200, drawn.width());
    assertFalse(contains(drawn.bytes(), "Exif"));
    BufferedImage image = decoded(drawn);
    // Where the red half, stored above, belongs (CIPA DC-008, figure of tag 274).
    int x = orientation == 6 || orientation == 7 ? image.getWidth() - 10 : 10;
    int y = orientation == 3 || orientation == 4 ? image.getHeight() - 10 : 10;
    Color color = new Color(image.getRGB(x, y));
    assertTrue(color.getRed() > color.getBlue() + 50, orientation + ": " + color);
  }

  private static byte[] tiff(int orientation) throws IOException {
    byte[] jpeg = withOrientation(jpeg(4, 2), orientation);
    // Behind the marker and length of the segment, and the name of what is in it.
    return Arrays.copyOfRange(jpeg, 12, 38);
  }

  private static byte[] pngWith(byte[] tiff) throws IOException {
    byte[] plain = encoded(decodedJpeg(), "png");
    ByteBuffer noted = ByteBuffer.allocate(plain.length + tiff.length + 12);
    byte[] type = "eXIf".getBytes(StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(type);
    sum.update(tiff);
    noted.put(plain, 0, 33).putInt(tiff.length).put(type).put(tiff).putInt((int) sum.getValue());
    return noted.put(plain, 33, plain.length - 33).array();
  }

  private static BufferedImage decodedJpeg() throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg(400, 200)));
  }

  private static byte[] webpWith(byte[] tiff) throws IOException {
    byte[] plain = resource("lossy.webp");
    ByteBuffer noted =
        ByteBuffer.allocate(plain.length + 8 + tiff.length).order(ByteOrder.LITTLE_ENDIAN);
    noted.put(plain).put("EXIF".getBytes(StandardCharsets.ISO_8859_1)).putInt(tiff.length);
    return noted.put(tiff).putInt(4, noted.capacity() - 8).array();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 8})
  void turnsPngAndWebpUprightAsBrowsersDo(int orientation) throws Exception {
    for (byte[] camera : List.of(pngWith(tiff(orientation)), webpWith(tiff(orientation)))) {
      assertEquals(orientation, Orientation.of(camera));
      Media drawn = media(camera, limits(1_000_000, 64, BOTH));
      assertEquals(orientation >= 5 ? 32 : 64, drawn.width());
      BufferedImage image = decoded(drawn);
      // Where the corner belongs that is stored first, and is red.
      int x = orientation == 3 || orientation == 6 ? image.getWidth() - 4 : 4;
      int y = orientation == 3 || orientation == 8 ? image.getHeight() - 4 : 4;
      Color color = new Color(image.getRGB(x, y));
      assertTrue(color.getRed() > color.getBlue() + 50, orientation + ": " + color);
    }
  }

  @Test
  void aPictureThatIsUprightByItsNoteOnlyIsDrawnAnewThoughItFits() throws Exception {
    Limits limits = limits(1_000_000, 640, List.of("image/webp", "image/png", "image/jpeg"));
    assertEquals(200, media(pngWith(tiff(6)), limits).width());
    assertEquals("image/jpeg", media(webpWith(tiff(6)), limits).type());
  }

  @Test
  void whoDecodesWaitsUntilNobodyElseHoldsAPicture() throws Exception {
    AtomicReference<FittedImage> fitted = new AtomicReference<>();
    byte[] large = jpeg(300, 200);
    Thread other = new Thread(() -> fitted.set(fit(large, limits(1_000_000, 100, BOTH))));
    OneAtATime.make(
        () -> {
          other.start();
          while (other.getState() != Thread.State.WAITING && other.isAlive()) {
            Thread.onSpinWait();
          }
          assertNull(fitted.get());
          return "";
        });
    other.join();
    assertTrue(fitted.get().media().isPresent());
  }

  @Test
  void readsNothingIntoBrokenExif() throws Exception {
    byte[] camera = withOrientation(jpeg(40, 20), 6);
    for (int i = 4; i < 38; i++) {
      byte[] broken = camera.clone();
      broken[i] = (byte) 0xFF;
      int orientation = Orientation.of(broken);
      assertTrue(orientation >= 1 && orientation <= 8);
    }
    assertEquals(1, Orientation.of(new byte[0]));
  }

  @Test
  void doesNotDecodeABomb() throws Exception {
    byte[] bytes = encoded(new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_BINARY), "png");
    ByteBuffer.wrap(bytes).putInt(16, 60_000).putInt(20, 60_000);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(bytes, 12, 17);
    ByteBuffer.wrap(bytes).putInt(29, (int) crc.getValue());
    FittedImage fitted = fit(bytes, limits(1_000_000, 1000, BOTH));
    assertEquals("The picture is too large: 60000 x 60000 pixels.", fitted.reason());
  }

  @Test
  void saysWhyThereIsNoPicture() throws Exception {
    byte[] svg = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8);
    byte[] photo = jpeg(300, 300);
    byte[] half = java.util.Arrays.copyOf(photo, 100);
    assertEquals(
        "The picture is of no type that can be read.", fit(svg, limits(1, 1, BOTH)).reason());
    assertEquals("The network takes no pictures.", fit(photo, limits(1, 1, List.of())).reason());
    assertEquals(
        "The picture cannot be made small enough.", fit(photo, limits(100, 300, BOTH)).reason());
    assertEquals(
        "The picture cannot be made small enough.", fit(photo, limits(100, 0, BOTH)).reason());
    assertEquals(
        "The network takes pictures of other types only: image/webp.",
        fit(photo, limits(1_000_000, 300, List.of("image/webp"))).reason());
    assertTrue(
        fit(half, limits(50, 300, BOTH)).reason().startsWith("The picture cannot be decoded: "));
  }

  @Test
  void redrawsSmallPicturesOfOtherTypes() throws Exception {
    byte[] gif = encoded(noisy(50, 40, BufferedImage.TYPE_INT_RGB), "gif");
    assertEquals("image/jpeg", media(gif, limits(100_000, 300, BOTH)).type());
  }

  @Test
  void cutsTheTextForPeopleWhoCannotSeeThePictureToWhatTheNetworkTakes() throws Exception {
    byte[] bytes = encoded(noisy(30, 20, BufferedImage.TYPE_INT_RGB), "png");
    Limits.Builder some = Limits.builder(300, String::length).images(BOTH, 1_000_000, 100);
    assertEquals("Snow", media(bytes, some.maxAltLength(4).build()).alt());
    String longer = "Snow on the roof of the museum";
    PublicImage picture = new PublicImage(bytes, "image/png", URI.create("https://example.org/s"));
    String cut =
        ImageFitting.fit(picture, some.maxAltLength(15).build(), longer)
            .media()
            .orElseThrow()
            .alt();
    assertTrue(cut.startsWith("Snow on") && cut.length() <= 15, cut);
    assertEquals("", media(bytes, some.maxAltLength(0).build()).alt());
  }

  @Test
  void whatFitsIsWhereStrangersGetItAndWhatIsDrawnAnewIsNowhere() throws IOException {
    byte[] bytes = jpeg(400, 300);
    assertEquals(
        Optional.of(URI.create("https://example.org/snow")),
        media(bytes, limits(1_000_000, 400, BOTH)).alt("Ice").source());
    assertEquals(Optional.empty(), media(bytes, limits(1_000_000, 200, BOTH)).source());
  }
}
