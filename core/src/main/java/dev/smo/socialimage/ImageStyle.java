// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage;

import dev.smo.socialimage.drawing.Layout;
import dev.smo.socialimage.drawing.TitlePosition;

/**
 * How the pictures of a site look, as its policy says it; colours are text that may turn out to be
 * none.
 *
 * @param background colour
 * @param backgroundEnd colour at the other end, or empty
 * @param text colour
 * @param accent colour
 * @param place where the title stands
 * @param layout what becomes of the page's picture
 * @param logo file
 * @param font file, or none
 * @param family name of an installed font, or empty
 */
record ImageStyle(
    String background,
    String backgroundEnd,
    String text,
    String accent,
    TitlePosition place,
    Layout layout,
    SourceFile logo,
    SourceFile font,
    String family) {}
