// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
