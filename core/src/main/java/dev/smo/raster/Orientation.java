// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.raster;

import java.awt.geom.AffineTransform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How a camera was held, from the EXIF data of a JPEG (CIPA DC-008, tag 0x0112): 1 is upright, 2 to
 * 8 are mirrored or turned. Java's decoder does not look at it.
 */
public final class Orientation {
  private static final int APP1 = 0xE1;
  private static final int START_OF_SCAN = 0xDA;
  private static final int TAG = 0x0112;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private Orientation() {}

  /** 1 to 8; 1 for anything that is no JPEG with a readable orientation. */
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

  private static int read(ByteBuffer jpeg) {
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
