package dev.smo.gate;

import dev.smo.connector.Limits;
import dev.smo.post.Media;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Fits pictures to what a network takes. One that fits is passed on byte for byte; any other is
 * drawn anew, upright and without EXIF, with less quality first and smaller then. The bytes decide
 * what a picture is, not the type that a server claims.
 */
public final class Pictures {
  // 40 megapixels decoded are 160 MB: more is no photograph but an attack on our memory.
  private static final long MOST_PIXELS = 40_000_000;
  private static final int SMALLEST_EDGE = 100;
  private static final double SHRINK = 0.75;
  private static final float[] QUALITIES = {0.9f, 0.8f, 0.7f, 0.6f};
  // One at a time: a decoded picture is the largest thing that we ever hold.
  private static final Object DECODING = new Object();
  private static final List<String> FORMATS = List.of("jpeg", "png", "gif", "bmp");

  private Pictures() {}

  /**
   * Fits a picture.
   *
   * @param alt text for people who cannot see it, or empty
   */
  public static Fitted fit(Picture picture, Limits limits, String alt) {
    if (limits.imageTypes().isEmpty()) {
      return Fitted.none("The network takes no pictures.");
    }
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.bytes()))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Fitted.none("Pictures of type '" + picture.type() + "' cannot be read.");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, /* seekForwardOnly= */ true, /* ignoreMetadata= */ true);
        return fit(picture.bytes(), reader, limits, alt);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // Decoders throw all kinds of runtime exceptions at broken or hostile bytes.
      return Fitted.none("The picture cannot be decoded: " + e.getMessage());
    }
  }

  private static Fitted fit(byte[] bytes, ImageReader reader, Limits limits, String alt)
      throws IOException {
    String format = reader.getFormatName().toLowerCase(Locale.ROOT);
    if (!FORMATS.contains(format)) {
      return Fitted.none("Pictures of type 'image/" + format + "' are not supported.");
    }
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width * height > MOST_PIXELS) {
      return Fitted.none("The picture is too large: " + width + " x " + height + " pixels.");
    }
    int orientation = Orientation.of(bytes);
    String type = "image/" + format;
    if (limits.imageTypes().contains(type)
        && bytes.length <= limits.maxImageBytes()
        && Math.max(width, height) <= limits.maxImagePixels()) {
      boolean turned = Orientation.turned(orientation);
      return Fitted.of(
          new Media(
              bytes, type, (int) (turned ? height : width), (int) (turned ? width : height), alt));
    }
    synchronized (DECODING) {
      return redrawn(Drawing.read(reader, orientation, limits.maxImagePixels()), limits, alt);
    }
  }

  private static Fitted redrawn(Drawing drawing, Limits limits, String alt) throws IOException {
    boolean jpeg = limits.imageTypes().contains("image/jpeg");
    boolean png = limits.imageTypes().contains("image/png");
    if (!jpeg && !png) {
      return Fitted.none(
          "The network takes pictures of other types only: "
              + String.join(", ", limits.imageTypes())
              + ".");
    }
    int edge = Math.min(drawing.longestEdge(), limits.maxImagePixels());
    int smallest = Math.min(edge, SMALLEST_EDGE);
    boolean tryPng = png && (drawing.transparent() || !jpeg);
    for (; edge >= smallest && edge > 0; edge = (int) (edge * SHRINK)) {
      Drawing smaller = drawing.scaledTo(edge);
      Optional<Media> media = tryPng ? fitting(smaller.png(alt), limits) : Optional.empty();
      for (int i = 0; jpeg && media.isEmpty() && i < QUALITIES.length; i++) {
        media = fitting(smaller.jpeg(QUALITIES[i], alt), limits);
      }
      if (media.isPresent()) {
        return Fitted.of(media.get());
      }
    }
    return Fitted.none("The picture cannot be made small enough.");
  }

  private static Optional<Media> fitting(Media media, Limits limits) {
    return media.bytes().length <= limits.maxImageBytes() ? Optional.of(media) : Optional.empty();
  }
}
