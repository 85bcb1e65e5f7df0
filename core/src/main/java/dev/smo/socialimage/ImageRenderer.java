// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage;

import dev.smo.memory.Bounded;
import dev.smo.raster.EncodedImage;
import dev.smo.raster.OneAtATime;
import dev.smo.raster.Raster;
import dev.smo.socialimage.drawing.Colors;
import dev.smo.socialimage.drawing.Composition;
import dev.smo.socialimage.drawing.Design;
import dev.smo.socialimage.drawing.Typefaces;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.ResourceResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws a brief: fetches its files, and fits the JPEG to what every network takes. */
final class ImageRenderer {
  private static final Logger LOG = LoggerFactory.getLogger(ImageRenderer.class);

  /** What WhatsApp and slow crawlers still load. */
  private static final int LARGEST = 300_000;

  private static final float[] QUALITIES = {0.92f, 0.85f, 0.75f, 0.65f, 0.5f};

  /** From 4:5 to 1.91:1, which Instagram takes, and a little less, for whoever rounds. */
  static final double NARROWEST = 0.81;

  static final double WIDEST = 1.9;

  private static final int LOGO_EDGE = 600;
  private static final int FONTS = 8;

  /** Java keeps a file open for each font it loads, so each is loaded once. */
  private final Map<SourceFile, Font> fonts = Collections.synchronizedMap(new Bounded<>(FONTS));

  /** Draws it. A file that is not there or cannot be read is left out. */
  byte[] draw(ImageSpec brief, ResourceResolver resolver) throws IOException {
    return OneAtATime.make(() -> drawn(brief, resolver));
  }

  private byte[] drawn(ImageSpec brief, ResourceResolver resolver) throws IOException {
    ImageFormat shape = brief.shape();
    if (shape == ImageFormat.PHOTO) {
      return photo(brief, resolver);
    }
    int edge = 2 * Math.max(shape.width(), shape.height());
    ImageStyle style = brief.style();
    Design design =
        new Design(
            shape.width(),
            shape.height(),
            brief.words(),
            new Design.Look(
                Colors.of(style.background(), style.backgroundEnd(), style.text(), style.accent()),
                style.place(),
                style.layout(),
                typefaces(brief, resolver)),
            new Design.Images(
                picture(brief.picture(), resolver, edge),
                brief.focus(),
                picture(style.logo(), resolver, LOGO_EDGE)));
    return fitted(Composition.of(design).drawing());
  }

  /** The picture of the page, as large as networks show it, in a shape that all of them take. */
  private static byte[] photo(ImageSpec brief, ResourceResolver resolver) throws IOException {
    return EncodedImage.of(brief.picture().read(resolver))
        .decode(ImageFormat.PHOTO.width())
        .cropped(NARROWEST, WIDEST, brief.focus().x(), brief.focus().y())
        .scaledTo(ImageFormat.PHOTO.width())
        .jpeg(QUALITIES[0]);
  }

  private static byte[] fitted(Raster drawing) throws IOException {
    byte[] jpeg = {};
    for (float quality : QUALITIES) {
      jpeg = drawing.jpeg(quality);
      if (jpeg.length <= LARGEST) {
        break;
      }
    }
    return jpeg;
  }

  private static Optional<Raster> picture(SourceFile source, ResourceResolver resolver, int edge) {
    if (!source.exists()) {
      return Optional.empty();
    }
    try {
      return Optional.of(EncodedImage.of(source.read(resolver)).decode(edge));
    } catch (IOException e) {
      LOG.warn("{} is left out of a social picture: {}", source.path(), e.getMessage());
      return Optional.empty();
    }
  }

  private Typefaces typefaces(ImageSpec brief, ResourceResolver resolver) {
    Typefaces faces = Typefaces.bundled(brief.words().locale(), brief.words().title());
    ImageStyle style = brief.style();
    if (!style.family().isEmpty()) {
      return faces.after(style.family());
    }
    return font(style.font(), resolver).map(faces::after).orElse(faces);
  }

  private Optional<Font> font(SourceFile source, ResourceResolver resolver) {
    if (!source.exists()) {
      return Optional.empty();
    }
    Font known = fonts.get(source);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      Font font =
          Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(source.read(resolver)));
      fonts.put(source, font);
      return Optional.of(font);
    } catch (IOException | FontFormatException e) {
      LOG.warn("{} is no font for social pictures: {}", source.path(), e.getMessage());
      return Optional.empty();
    }
  }
}
