// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import java.util.Locale;

/**
 * What is written on a picture, each in one line of plain text.
 *
 * @param locale language of the page
 * @param title never empty
 * @param section or empty
 * @param site name of the site, or empty
 * @param author or empty
 * @param date of the page, or empty
 */
public record Words(
    Locale locale, String title, String section, String site, String author, String date) {

  /** Characters; more than stand on a picture in the narrowest letters. */
  private static final int MOST = 1_000;

  /**
   * What of it can be drawn. The site's name stands in for a title of which nothing can, and stands
   * nowhere else then.
   */
  Words drawn(Typefaces faces) {
    String heading = faces.drawable(Graphemes.first(MOST, title));
    String name = faces.drawable(site);
    return new Words(
        locale,
        heading.isEmpty() ? name : heading,
        faces.drawable(section),
        heading.isEmpty() || heading.equalsIgnoreCase(name) ? "" : name,
        faces.drawable(author),
        faces.drawable(date));
  }
}
