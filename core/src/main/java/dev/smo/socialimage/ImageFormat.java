// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage;

/** A format in which pictures are made, with the name that its address carries. */
enum ImageFormat {
  WIDE(1200, 630, ""),
  SQUARE(1200, 1200, ".square"),

  /** A picture of the page as it is, but for what its shape has too much: at most so large. */
  PHOTO(1440, 1440, ".photo");

  private final int width;
  private final int height;
  private final String infix;

  ImageFormat(int width, int height, String infix) {
    this.width = width;
    this.height = height;
    this.infix = infix;
  }

  /** Pixels. */
  int width() {
    return width;
  }

  /** Pixels. */
  int height() {
    return height;
  }

  /** What stands in an address before the hash. */
  String infix() {
    return infix;
  }
}
