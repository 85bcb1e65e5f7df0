// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.raster;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture as it lies in a file, of which so far only the header was read. The bytes decide what
 * it is, not the type that somebody claims; they are the array itself, not a copy.
 *
 * @param bytes all of the file
 * @param type MIME type
 * @param width pixels, once upright
 * @param height pixels, once upright
 */
@SuppressWarnings("ArrayRecordComponent")
public record EncodedImage(byte[] bytes, String type, int width, int height) {
  // 40 megapixels decoded are 160 MB: more is no photograph but an attack on our memory.
  private static final long MOST_PIXELS = 40_000_000;
  private static final List<String> FORMATS = List.of("jpeg", "png", "gif", "bmp", "webp");

  private static final ImageReaderSpi WEBP = new WebPImageReaderSpi();

  private interface Reading<T> {
    T from(ImageReader reader) throws IOException;
  }

  private record Header(String format, long width, long height) {}

  /**
   * Reads the header.
   *
   * @throws IOException with a sentence for people: no picture, of a kind we do not read, too large
   */
  public static EncodedImage of(byte[] bytes) throws IOException {
    Header header = read(bytes, r -> new Header(r.getFormatName(), r.getWidth(0), r.getHeight(0)));
    String format = header.format().toLowerCase(Locale.ROOT);
    if (!FORMATS.contains(format)) {
      throw new IOException("Pictures of type 'image/" + format + "' are not supported.");
    }
    int width = (int) header.width();
    int height = (int) header.height();
    if (header.width() * header.height() > MOST_PIXELS) {
      throw new IOException("The picture is too large: " + width + " x " + height + " pixels.");
    }
    boolean turned = Orientation.turned(Orientation.of(bytes));
    return new EncodedImage(
        bytes, "image/" + format, turned ? height : width, turned ? width : height);
  }

  /**
   * Decodes the first picture, upright, in sRGB.
   *
   * @param edge longest edge that will be needed; pixels far beyond are not even decoded
   * @throws IOException with a sentence for people
   */
  public Raster decode(int edge) throws IOException {
    return read(bytes, reader -> Raster.read(reader, Orientation.of(bytes), edge));
  }

  /** Java has none for WebP, and finds none that a bundle brings, so that one is named. */
  private static Iterator<ImageReader> readers(ImageInputStream in, byte[] bytes)
      throws IOException {
    if (!WEBP.canDecodeInput(in)) {
      return ImageIO.getImageReaders(in);
    }
    WebPFile.check(bytes);
    return List.of(WEBP.createReaderInstance(null)).iterator();
  }

  /**
   * The same picture without what cameras and programs note beside it, such as the place where it
   * was taken; the very bytes where nothing is noted. Colour profiles stay, as they change what is
   * seen.
   *
   * @throws IOException if that cannot be done without decoding it, such as where it would no
   *     longer be upright
   */
  public byte[] withoutNotes() throws IOException {
    if (Orientation.of(bytes) != 1) {
      throw new IOException("The picture is upright by what its camera noted only.");
    }
    return Notes.without(bytes, type);
  }

  private static <T> T read(byte[] bytes, Reading<T> reading) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = readers(in, bytes);
      if (readers.hasNext()) {
        ImageReader reader = readers.next();
        try {
          reader.setInput(in, /* seekForwardOnly= */ true, /* ignoreMetadata= */ true);
          return reading.from(reader);
        } finally {
          reader.dispose();
        }
      }
    } catch (IOException | RuntimeException e) {
      // Decoders throw all kinds of runtime exceptions at broken or hostile bytes.
      throw new IOException("The picture cannot be decoded: " + e.getMessage(), e);
    }
    throw new IOException("The picture is of no type that can be read.");
  }
}
