// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.raster;

import java.awt.geom.AffineTransform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How a camera was held, from the EXIF data of a JPEG, PNG or WebP (CIPA DC-008, tag 0x0112): 1 is
 * upright, 2 to 8 are mirrored or turned. The decoders do not look at it, browsers do.
 */
public final class Orientation {
  private static final int APP1 = 0xE1;
  private static final int START_OF_SCAN = 0xDA;
  private static final int TAG = 0x0112;
  private static final int PNG = 0x89504E47;
  private static final int PNG_HEADER = 8;
  private static final int RIFF = 0x52494646;
  private static final int RIFF_HEADER = 12;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private Orientation() {}

  /** 1 to 8; 1 for anything that is no JPEG, PNG or WebP with a readable orientation. */
  public static int of(byte[] bytes) {
    try {
      return read(ByteBuffer.wrap(bytes));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return 1;
    }
  }

  /** Whether width and height change places. */
  static boolean turned(int orientation) {
    return orientation >= 5;
  }

  /** Puts a picture of the given size, as decoded, upright with its corner at the origin. */
  static AffineTransform upright(int orientation, double width, double height) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
      default -> new AffineTransform();
    };
  }

  private static int read(ByteBuffer file) {
    return switch (file.getInt(0)) {
      case PNG -> inChunks(file.position(PNG_HEADER), "eXIf", /* png= */ true);
      case RIFF ->
          inChunks(
              file.order(ByteOrder.LITTLE_ENDIAN).position(RIFF_HEADER), "EXIF", /* png= */ false);
      default -> inSegments(file);
    };
  }

  /** As files of PNG and WebP have them; the one names and measures in another order. */
  private static int inChunks(ByteBuffer file, String name, boolean png) {
    while (file.remaining() >= 8) {
      int at = file.position();
      int length = file.getInt(png ? at : at + 4);
      ByteBuffer data = file.slice(at + 8, length);
      ByteBuffer type = file.slice(png ? at + 4 : at, 4);
      if (StandardCharsets.ISO_8859_1.decode(type).toString().equals(name)) {
        return inExif(startsWithExif(data) ? data.slice(EXIF.length, length - EXIF.length) : data);
      }
      // A checksum, or a byte that makes the length even.
      int next = at + 8 + length + (png ? 4 : length & 1);
      file.position(Math.min(next, file.limit()));
    }
    return 1;
  }

  private static int inSegments(ByteBuffer jpeg) {
    if ((jpeg.getShort(0) & 0xFFFF) != 0xFFD8) {
      return 1;
    }
    int at = 2;
    while ((jpeg.get(at) & 0xFF) == 0xFF) {
      int marker = jpeg.get(at + 1) & 0xFF;
      int length = jpeg.getShort(at + 2) & 0xFFFF;
      if (marker == START_OF_SCAN) {
        return 1;
      }
      ByteBuffer segment = jpeg.slice(at + 4, length - 2);
      if (marker == APP1 && startsWithExif(segment)) {
        return inExif(segment.slice(EXIF.length, segment.limit() - EXIF.length));
      }
      at += 2 + length;
    }
    return 1;
  }

  private static boolean startsWithExif(ByteBuffer segment) {
    return segment.limit() > EXIF.length
        && segment.slice(0, EXIF.length).equals(ByteBuffer.wrap(EXIF));
  }

  private static int inExif(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
        int value = tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }
}
