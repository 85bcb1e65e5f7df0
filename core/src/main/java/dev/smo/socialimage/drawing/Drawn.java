// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import dev.smo.raster.Raster;
import java.awt.geom.Rectangle2D;
import java.util.Map;

/**
 * A finished picture, with what was drawn where.
 *
 * @param drawing the picture
 * @param boxes of the pixels of each part, by its name
 * @param contrast least contrast of the title with what lies behind it, but for 1 pixel in 200
 */
public record Drawn(Raster drawing, Map<String, Rectangle2D> boxes, double contrast) {
  public Drawn {
    boxes = Map.copyOf(boxes);
  }
}
