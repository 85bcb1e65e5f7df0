// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import dev.smo.raster.Raster;
import java.util.Optional;

/**
 * All that is needed to draw a picture.
 *
 * @param width pixels
 * @param height pixels
 * @param words what is written
 * @param look how
 * @param images what is shown beside words
 */
public record Design(int width, int height, Words words, Look look, Images images) {
  /** How a site's pictures look. */
  public record Look(Colors colors, TitlePosition place, Layout layout, Typefaces typefaces) {}

  /**
   * The pictures in the picture.
   *
   * @param picture of the page
   * @param focus what of it must stay in sight
   * @param logo of the site
   */
  public record Images(Optional<Raster> picture, Focus focus, Optional<Raster> logo) {}

  Design with(Words other) {
    return new Design(width, height, other, look, images);
  }

  Design withoutPicture() {
    return new Design(
        width, height, words, look, new Images(Optional.empty(), images.focus(), images.logo()));
  }

  boolean square() {
    return width == height;
  }
}
