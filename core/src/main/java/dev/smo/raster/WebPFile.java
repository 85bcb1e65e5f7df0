// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.raster;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Measures a file of WebP before it is decoded. Its decoder believes the sizes that stand before
 * each picture in the file, not only the one at its beginning, and decodes as many as there are.
 *
 * @see <a href="https://developers.google.com/speed/webp/docs/riff_container">the format</a>
 */
final class WebPFile {
  // The decoder keeps 16 bytes a pixel, of all pixels, however few are wanted.
  static final int MOST_PIXELS = 10_000_000;

  private static final int RIFF_HEADER = 12;
  private static final int FRAME_HEADER = 16;
  private static final int VP8_SIZE = 6;
  private static final int SIDE = 0x3FFF;

  /** One picture in the file: the canvas, or a frame of an animation. */
  private static final class Place {
    private long width;
    private long height;
    private int pictures;
    private int alphas;

    private void measure(long wide, long high) throws IOException {
      if (wide * high > MOST_PIXELS) {
        throw new IOException("the picture is too large for WebP: " + wide + " x " + high);
      }
      if (width * height != 0 && (wide != width || high != height)) {
        throw new IOException("a picture in the file is not as large as the file says");
      }
      width = wide;
      height = high;
    }
  }

  private WebPFile() {}

  /**
   * Looks at all sizes in a file.
   *
   * @throws IOException one is too large, or they do not agree, or there are more pictures than one
   */
  static void check(byte[] bytes) throws IOException {
    try {
      ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      // What follows the end that the file tells is nobody's.
      int end = Math.min(file.limit(), 8 + Math.max(0, Math.min(file.getInt(4), file.limit())));
      walk(file.limit(end).position(RIFF_HEADER), new Place(), /* inFrame= */ false);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("the file ends too early", e);
    }
  }

  private static void walk(ByteBuffer chunks, Place place, boolean inFrame) throws IOException {
    while (chunks.remaining() >= 8) {
      byte[] name = new byte[4];
      chunks.get(name);
      int length = chunks.getInt();
      if (length < 0 || length > chunks.remaining()) {
        throw new BufferUnderflowException();
      }
      ByteBuffer data = chunks.slice(chunks.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      look(new String(name, StandardCharsets.ISO_8859_1), data, place, inFrame);
      chunks.position(Math.min(chunks.limit(), chunks.position() + length + (length & 1)));
    }
  }

  private static void look(String name, ByteBuffer data, Place place, boolean inFrame)
      throws IOException {
    switch (name) {
      case "VP8X" -> place.measure(1 + threeBytes(data.position(4)), 1 + threeBytes(data));
      case "VP8 " -> {
        data.position(VP8_SIZE);
        once(++place.pictures);
        place.measure(data.getShort() & SIDE, data.getShort() & SIDE);
      }
      case "VP8L" -> {
        int bits = data.position(1).getInt();
        once(++place.pictures);
        place.measure(1 + (bits & SIDE), 1 + (bits >>> 14 & SIDE));
      }
      case "ALPH" -> once(++place.alphas);
      case "ICCP" -> {
        // The profile says its own length, in the other order.
        if (data.order(ByteOrder.BIG_ENDIAN).getInt() > data.limit()) {
          throw new BufferUnderflowException();
        }
      }
      case "ANMF" -> {
        if (!inFrame) {
          Place frame = new Place();
          frame.measure(1 + threeBytes(data.position(VP8_SIZE)), 1 + threeBytes(data));
          walk(data.position(FRAME_HEADER), frame, /* inFrame= */ true);
        }
      }
      default -> {
        // Nothing that is decoded.
      }
    }
  }

  private static void once(int times) throws IOException {
    if (times > 1) {
      throw new IOException("the file holds more pictures than it says");
    }
  }

  private static int threeBytes(ByteBuffer data) {
    return (data.get() & 0xFF) | (data.get() & 0xFF) << 8 | (data.get() & 0xFF) << 16;
  }
}
