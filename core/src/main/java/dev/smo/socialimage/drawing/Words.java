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
 * @param byline author and date, or empty
 */
public record Words(Locale locale, String title, String section, String site, String byline) {}
