// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

/** What becomes of the page's picture. */
public enum Layout {
  BACKGROUND,
  BESIDE,
  NONE
}
