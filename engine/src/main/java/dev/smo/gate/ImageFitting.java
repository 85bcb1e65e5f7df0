// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.gate;

import dev.smo.connector.Limits;
import dev.smo.post.Media;
import dev.smo.prose.Shortening;
import dev.smo.raster.Cut;
import dev.smo.raster.EncodedImage;
import dev.smo.raster.OneAtATime;
import dev.smo.raster.Raster;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fits pictures to what a network takes. One that fits keeps its pixels and loses what its camera
 * noted, such as the place; any other is drawn anew, upright and without EXIF, with less quality
 * first and smaller then. The bytes decide what a picture is, not the type that a server claims.
 */
public final class ImageFitting {
  private static final Logger LOG = LoggerFactory.getLogger(ImageFitting.class);
  private static final int SMALLEST_EDGE = 100;
  private static final double SHRINK = 0.75;
  private static final float[] QUALITIES = {0.9f, 0.8f, 0.7f, 0.6f};

  private ImageFitting() {}

  /**
   * Fits a picture.
   *
   * @param text text for people who cannot see it, or empty
   */
  public static FittedImage fit(PublicImage picture, Limits limits, String text) {
    String alt = new Shortening(text).to(limits.maxAltLength());
    if (limits.maxImages() == 0) {
      return FittedImage.none("The network takes no pictures.");
    }
    try {
      EncodedImage encoded = EncodedImage.of(picture.bytes());
      String type = encoded.type();
      if (limits.imageTypes().contains(type)
          && picture.bytes().length <= limits.maxImageBytes()
          && Math.max(encoded.width(), encoded.height()) <= limits.maxImagePixels()) {
        Optional<byte[]> kept = withoutNotes(encoded);
        if (kept.isPresent()) {
          return FittedImage.of(
              Media.of(kept.get(), type, encoded.width(), encoded.height())
                  .alt(alt)
                  .source(picture.url()));
        }
      }
      return OneAtATime.make(() -> redrawn(encoded.decode(limits.maxImagePixels()), limits, alt));
    } catch (IOException e) {
      return FittedImage.none(
          Objects.requireNonNullElse(e.getMessage(), "The picture cannot be used."));
    }
  }

  /**
   * Fits what a person takes of a picture, in a shape that the network has: what is too wide or too
   * high is cut off around the point that must stay in sight.
   *
   * @param text text for people who cannot see it, or empty
   */
  public static FittedImage fit(PublicImage picture, Limits limits, String text, Cut cut) {
    if (cut.isWhole()) {
      FittedImage whole = fit(picture, limits, text);
      if (whole.media().filter(media -> !isInShape(media, limits)).isEmpty()) {
        return new FittedImage(whole.media().map(media -> focused(media, cut)), whole.reason());
      }
    }
    String alt = new Shortening(text).to(limits.maxAltLength());
    try {
      EncodedImage encoded = EncodedImage.of(picture.bytes());
      return OneAtATime.make(
          () -> {
            Raster part = cut.of(encoded.decode(edge(cut, limits)));
            Cut.Point focus = cut.focusInPart();
            double widest = limits.maxAspect() > 0 ? limits.maxAspect() : Double.MAX_VALUE;
            Raster shaped = part.cropped(limits.minAspect(), widest, focus.x(), focus.y());
            FittedImage drawn = redrawn(shaped, limits, alt);
            boolean same = shaped.width() == part.width() && shaped.height() == part.height();
            return same
                ? new FittedImage(drawn.media().map(media -> focused(media, cut)), drawn.reason())
                : drawn;
          });
    } catch (IOException e) {
      return FittedImage.none(
          Objects.requireNonNullElse(e.getMessage(), "The picture cannot be used."));
    }
  }

  /** How large the whole must be decoded for its part to be as large as the network takes. */
  private static int edge(Cut cut, Limits limits) {
    double part = Math.min(cut.width(), cut.height());
    return (int) Math.min(Integer.MAX_VALUE / 4d, limits.maxImagePixels() / part);
  }

  private static Media focused(Media media, Cut cut) {
    Cut.Point focus = cut.focusInPart();
    return cut.focus().isPresent() ? media.focus(focus.x(), focus.y()) : media;
  }

  /** Whether a picture is neither too wide nor too high for a network. */
  public static boolean isInShape(Media media, Limits limits) {
    return media.width() >= limits.minAspect() * media.height()
        && (limits.maxAspect() == 0 || media.width() <= limits.maxAspect() * media.height());
  }

  /** Empty where the notes of the camera cannot be taken out of the file as it is. */
  private static Optional<byte[]> withoutNotes(EncodedImage encoded) {
    try {
      return Optional.of(encoded.withoutNotes());
    } catch (IOException e) {
      LOG.debug("A picture is drawn anew: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static FittedImage redrawn(Raster drawing, Limits limits, String alt) throws IOException {
    boolean jpeg = limits.imageTypes().contains("image/jpeg");
    boolean png = limits.imageTypes().contains("image/png");
    if (!jpeg && !png) {
      return FittedImage.none(
          "The network takes pictures of other types only: "
              + String.join(", ", limits.imageTypes())
              + ".");
    }
    int edge = Math.min(drawing.longestEdge(), limits.maxImagePixels());
    int smallest = Math.min(edge, SMALLEST_EDGE);
    boolean tryPng = png && (drawing.transparent() || !jpeg);
    for (; edge >= smallest && edge > 0; edge = (int) (edge * SHRINK)) {
      Raster smaller = drawing.scaledTo(edge);
      Optional<Media> media =
          tryPng ? fitting(smaller, smaller.png(), "image/png", limits, alt) : Optional.empty();
      for (int i = 0; jpeg && media.isEmpty() && i < QUALITIES.length; i++) {
        media = fitting(smaller, smaller.jpeg(QUALITIES[i]), "image/jpeg", limits, alt);
      }
      if (media.isPresent()) {
        return FittedImage.of(media.get());
      }
    }
    return FittedImage.none("The picture cannot be made small enough.");
  }

  private static Optional<Media> fitting(
      Raster drawing, byte[] bytes, String type, Limits limits, String alt) {
    return bytes.length <= limits.maxImageBytes()
        ? Optional.of(Media.of(bytes, type, drawing.width(), drawing.height()).alt(alt))
        : Optional.empty();
  }
}
