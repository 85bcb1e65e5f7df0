// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.raster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Takes EXIF, XMP, IPTC and comments out of files of pictures, whose pixels stay as they are. */
final class Notes {
  private static final int APP1 = 0xE1;
  private static final int APP13 = 0xED;
  private static final int COMMENT = 0xFE;
  private static final int START_OF_SCAN = 0xDA;
  private static final int PNG_SIGNATURE = 8;
  private static final int RIFF_HEADER = 12;
  private static final Set<String> PNG = Set.of("eXIf", "tEXt", "zTXt", "iTXt", "tIME");
  private static final Set<String> WEBP = Set.of("EXIF", "XMP ");

  /** Flags of a chunk VP8X that say that EXIF and XMP follow. */
  private static final int NOTED = 0x0C;

  private final ByteBuffer in;
  private final ByteArrayOutputStream out;

  private Notes(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
    out = new ByteArrayOutputStream(bytes.length);
  }

  static byte[] without(byte[] bytes, String type) throws IOException {
    try {
      Notes notes = new Notes(bytes);
      switch (type) {
        case "image/jpeg" -> notes.jpeg();
        case "image/png" -> notes.png();
        case "image/webp" -> notes.webp();
        default -> {
          return bytes;
        }
      }
      return notes.out.size() == bytes.length ? bytes : notes.out.toByteArray();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("The picture's file is broken.", e);
    }
  }

  private void copy(int length) {
    byte[] copied = take(length);
    out.write(copied, 0, copied.length);
  }

  private byte[] take(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] taken = new byte[length];
    in.get(taken);
    return taken;
  }

  private void jpeg() {
    copy(2);
    while (in.remaining() > 4) {
      int at = in.position();
      int marker = in.get(at + 1) & 0xFF;
      int length = in.getShort(at + 2) & 0xFFFF;
      if ((in.get(at) & 0xFF) != 0xFF || marker == START_OF_SCAN) {
        break;
      }
      if (marker == APP1 || marker == APP13 || marker == COMMENT) {
        take(2 + length);
      } else {
        copy(2 + length);
      }
    }
    copy(in.remaining());
  }

  private void png() {
    copy(PNG_SIGNATURE);
    while (in.remaining() >= 12) {
      int length = in.getInt(in.position());
      if (length < 0) {
        throw new BufferUnderflowException();
      }
      // Length, type, data, checksum.
      byte[] chunk = take(Math.addExact(length, 12));
      if (!PNG.contains(new String(chunk, 4, 4, StandardCharsets.ISO_8859_1))) {
        out.write(chunk, 0, chunk.length);
      }
    }
    copy(in.remaining());
  }

  private void webp() {
    in.order(ByteOrder.LITTLE_ENDIAN);
    in.position(RIFF_HEADER);
    while (in.remaining() >= 8) {
      int length = in.getInt(in.position() + 4);
      if (length < 0) {
        throw new BufferUnderflowException();
      }
      byte[] chunk = take(Math.min(in.remaining(), Math.addExact(8 + (length & 1), length)));
      String type = new String(chunk, 0, 4, StandardCharsets.ISO_8859_1);
      if (type.equals("VP8X")) {
        chunk[8] &= ~NOTED;
      }
      if (!WEBP.contains(type)) {
        out.write(chunk, 0, chunk.length);
      }
    }
    byte[] body = out.toByteArray();
    out.reset();
    ByteBuffer header = ByteBuffer.allocate(RIFF_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(4 + body.length);
    header.put("WEBP".getBytes(StandardCharsets.ISO_8859_1));
    out.write(header.array(), 0, RIFF_HEADER);
    out.write(body, 0, body.length);
  }
}
