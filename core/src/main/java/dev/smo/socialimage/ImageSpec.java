// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage;

import dev.smo.repository.Keys;
import dev.smo.socialimage.drawing.Focus;
import dev.smo.socialimage.drawing.Words;

/**
 * All that goes into one picture. Two equal briefs make the same picture, so the hash of a brief
 * names it.
 *
 * @param shape format
 * @param words what is written
 * @param style of the site
 * @param picture of the page
 * @param focus of the page's picture
 * @param revision of the policy
 */
record ImageSpec(
    ImageFormat shape,
    Words words,
    ImageStyle style,
    SourceFile picture,
    Focus focus,
    String revision) {

  /** Raise it with every change of the drawing, so that pictures are made anew. */
  private static final int GENERATOR = 2;

  private static final int DIGITS = 32;

  /** 32 hexadecimal digits. */
  String hash() {
    String all = GENERATOR + "\n" + words.locale().toLanguageTag() + '\n' + this;
    return Keys.hash(all).substring(0, DIGITS);
  }
}
