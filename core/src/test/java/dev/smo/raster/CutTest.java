// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutTest {
  private static final Raster PICTURE =
      new Raster(new BufferedImage(400, 200, BufferedImage.TYPE_INT_RGB));

  private static String size(Raster picture) {
    return picture.width() + "x" + picture.height();
  }

  @Test
  void takesThePartThatTheAddressNames() {
    Cut cut = Cut.of("/content/hall.jpg#xywh=percent:25,10,50,40");
    assertEquals("200x80", size(cut.of(PICTURE)));
    assertEquals("/content/hall.jpg", Cut.address("/content/hall.jpg#xywh=percent:25,10,50,40"));
  }

  @Test
  void leavesAPictureAloneOfWhichNothingIsSaid() {
    assertSame(PICTURE, Cut.of("/content/hall.jpg").of(PICTURE));
    assertSame(PICTURE, Cut.of("/content/hall.svg#layer1").of(PICTURE));
    assertSame(PICTURE, Cut.of("/content/hall.jpg#focus=20,30").of(PICTURE));
  }

  @Test
  void thePointThatStaysInSightIsThatOfTheWholePicture() {
    Cut cut = Cut.of("x#xywh=percent:50,0,50,100&focus=75,20");
    assertEquals(new Cut.Point(0.5, 0.2), cut.focusInPart());
    assertEquals(Optional.empty(), Cut.of("x#xywh=percent:50,0,50,100").focus());
    assertEquals(
        new Cut.Point(0, 0.2), Cut.of("x#xywh=percent:50,0,50,100&focus=5,20").focusInPart());
  }

  @Test
  void aPartIsNeverEmptyAndNeverBeyondTheEdge() {
    assertEquals("4x2", size(Cut.of("x#xywh=percent:99,99,1,1").of(PICTURE)));
    Raster tiny = new Raster(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
    assertEquals("1x1", size(Cut.of("x#xywh=percent:60,60,30,30").of(tiny)));
    assertTrue(Cut.parse("xywh=percent:33.333,0,66.667,100").isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "xywh=0,0,10,10",
        "xywh=percent:0,0,0,10",
        "xywh=percent:60,0,50,10",
        "xywh=percent:0,0,10",
        "xywh=percent:-1,0,10,10",
        "focus=101,0",
        "focus=1,0&other=1",
        "xywh=percent:1e3,0,10,10"
      })
  void otherFragmentsSayNothing(String fragment) {
    assertEquals(Optional.empty(), Cut.parse(fragment));
  }
}
