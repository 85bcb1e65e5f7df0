// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

/** Where the title stands. */
public enum TitlePosition {
  TOP,
  MIDDLE,
  BOTTOM,
  /** In the middle square, lines centred: survives a crop to 1:1. */
  CENTER
}
