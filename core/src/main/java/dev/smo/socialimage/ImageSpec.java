// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage;

import dev.smo.repository.Keys;
import dev.smo.socialimage.drawing.Focus;
import dev.smo.socialimage.drawing.Layout;
import dev.smo.socialimage.drawing.TitlePosition;
import dev.smo.socialimage.drawing.Words;
import java.util.Locale;

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

  /** A picture of the page by itself, whatever the policy says of those that are drawn. */
  static ImageSpec photo(SourceFile picture, Focus focus) {
    return new ImageSpec(
        ImageFormat.PHOTO,
        new Words(Locale.ROOT, "photo", "", "", "", ""),
        new ImageStyle(
            "",
            "",
            "",
            "",
            TitlePosition.BOTTOM,
            Layout.NONE,
            SourceFile.NONE,
            SourceFile.NONE,
            ""),
        picture,
        focus,
        "");
  }

  /** 32 hexadecimal digits. */
  String hash() {
    String all = GENERATOR + "\n" + words.locale().toLanguageTag() + '\n' + this;
    return Keys.hash(all).substring(0, DIGITS);
  }
}
