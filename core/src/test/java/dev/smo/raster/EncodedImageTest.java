// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedImageTest {
  private static byte[] png(int edge, int type) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(edge, edge, type), "png", bytes);
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY
      })
  void aSmallFileOfManyPixelsTakesBoundedMemory(int type) throws IOException {
    byte[] bytes = png(6000, type);
    assertTrue(bytes.length < 310_000, "" + bytes.length);
    Raster decoded = EncodedImage.of(bytes).decode(6000);
    assertTrue(4L * decoded.width() * decoded.height() <= 64L << 20, "" + decoded.width());
    assertTrue(decoded.width() >= 2000, "" + decoded.width());
  }

  @Test
  void aPhotographOfUsualSizeKeepsItsPixels() throws IOException {
    assertEquals(
        4000, EncodedImage.of(png(4000, BufferedImage.TYPE_BYTE_GRAY)).decode(4000).width());
  }

  private static byte[] chunk(String name, byte[]... data) {
    int length = Stream.of(data).mapToInt(part -> part.length).sum();
    ByteBuffer chunk =
        ByteBuffer.allocate(8 + length + (length & 1)).order(ByteOrder.LITTLE_ENDIAN);
    chunk.put(name.getBytes(StandardCharsets.ISO_8859_1)).putInt(length);
    Stream.of(data).forEach(chunk::put);
    return chunk.array();
  }

  private static byte[] webp(byte[]... chunks) {
    byte[][] all =
        Stream.concat(Stream.of(bytes("WEBP")), Stream.of(chunks)).toArray(byte[][]::new);
    return chunk("RIFF", all);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] canvas(int edge, int flags) {
    int last = edge - 1;
    byte[] size = {(byte) last, (byte) (last >> 8), (byte) (last >> 16)};
    return chunk("VP8X", new byte[] {(byte) flags, 0, 0, 0}, size, size);
  }

  private static byte[] lossy(int edge) {
    ByteBuffer frame = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    frame.put(new byte[] {0x10, 0, 0, (byte) 0x9d, 1, 0x2a}).putShort((short) edge);
    return chunk("VP8 ", frame.putShort((short) edge).array());
  }

  private static byte[] lossless(int edge) {
    ByteBuffer frame = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    return chunk("VP8L", frame.put((byte) 0x2f).putInt(edge - 1 | edge - 1 << 14).array());
  }

  private static byte[] frame(int edge, byte[]... inside) {
    int last = edge - 1;
    byte[] size = {(byte) last, (byte) (last >> 8), 0};
    byte[][] all =
        Stream.concat(Stream.of(new byte[6], size, size, new byte[4]), Stream.of(inside))
            .toArray(byte[][]::new);
    return chunk("ANMF", all);
  }

  static Stream<byte[]> webpsThatWouldTakeTheHeap() {
    byte[] profile = ByteBuffer.allocate(128).putInt(0, Integer.MAX_VALUE).array();
    return Stream.of(
        webp(lossy(3200)),
        webp(lossless(3200)),
        webp(canvas(16, 0), lossy(16_000)),
        webp(canvas(16, 0), lossless(16_000)),
        webp(canvas(16, 0x10), chunk("ALPH", new byte[9]), lossy(16_000)),
        webp(canvas(16_000, 0), lossy(16)),
        webp(canvas(16, 2), frame(16, lossy(16_000))),
        webp(canvas(16, 2), frame(16_000, lossy(16_000))),
        webp(canvas(1000, 0), lossy(1000), lossy(1000)),
        webp(canvas(1000, 0), chunk("ALPH", new byte[9]), chunk("ALPH", new byte[9]), lossy(1000)),
        webp(canvas(16, 0x20), chunk("ICCP", profile), lossy(16)));
  }

  @ParameterizedTest
  @MethodSource("webpsThatWouldTakeTheHeap")
  void aWebpThatIsLargerThanItSaysIsNotDecoded(byte[] file) {
    IOException refused = assertThrows(IOException.class, () -> EncodedImage.of(file));
    assertTrue(
        refused.getMessage().startsWith("The picture cannot be decoded: the "), refused::toString);
    assertThrows(IOException.class, () -> new EncodedImage(file, "image/webp", 16, 16).decode(16));
  }

  @Test
  void aWebpThatIsAsLargeAsItSaysIsMeasured() throws IOException {
    assertEquals(3000, EncodedImage.of(webp(lossy(3000))).width());
    assertEquals(3000, EncodedImage.of(webp(lossless(3000))).width());
    assertEquals(300, EncodedImage.of(webp(canvas(300, 0), lossy(300))).width());
    assertEquals(30, EncodedImage.of(webp(canvas(300, 2), frame(30, lossy(30)))).width());
  }
}
