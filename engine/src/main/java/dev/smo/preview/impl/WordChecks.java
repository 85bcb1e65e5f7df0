// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

import static dev.smo.preview.Finding.hint;
import static dev.smo.preview.Finding.warning;

import dev.smo.connector.Limits;
import dev.smo.preview.Finding;
import dev.smo.prose.HtmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is to be said about the words of a card.
 *
 * @param looks how networks show it
 */
record WordChecks(String title, String description, List<CardLook> looks) {
  private static final int TITLE_SHORT = 10;
  private static final int DESCRIPTION_SHORT = 50;
  // Soft hyphens and joiners are left out: typography, Persian and emoji want them.
  private static final Pattern HIDDEN =
      Pattern.compile(
          "[\\p{Cc}&&[^\\r\\n\\t]]|[\\u200B\\u2060\\uFEFF]|[\\u202A-\\u202E\\u2066-\\u2069]");

  /**
   * All findings.
   *
   * @param raw what authors typed, by field, before anything was cleaned
   */
  List<Finding> all(Map<String, String> raw) {
    List<Finding> found = new ArrayList<>();
    titles(found);
    descriptions(found);
    raw.forEach(
        (field, text) -> {
          if (HIDDEN.matcher(text).find()) {
            found.add(warning("hidden-characters", field));
          }
          if (field.equals("description") && HtmlText.isMarkup(text)) {
            found.add(warning("markup", field));
          }
        });
    return found;
  }

  private void titles(List<Finding> found) {
    int length = Limits.graphemes(title);
    String cut = networks(look -> look.cutsTitle(title));
    if (length < TITLE_SHORT) {
      found.add(hint("title-short", "title", "" + length));
    } else if (!cut.isEmpty()) {
      found.add(hint("title-long", "title", "" + length, cut));
    }
  }

  private void descriptions(List<Finding> found) {
    int length = Limits.graphemes(description);
    String cut = networks(look -> look.cutsDescription(description));
    if (description.isEmpty()) {
      found.add(warning("description-missing", "description"));
    } else if (description.equalsIgnoreCase(title)) {
      found.add(warning("description-same", "description"));
    } else if (length < DESCRIPTION_SHORT) {
      found.add(hint("description-short", "description", "" + length));
    } else if (looks.stream()
        .anyMatch(
            look -> look.network().equals(CardLook.GOOGLE) && look.cutsDescription(description))) {
      found.add(hint("description-long", "description", "" + length, cut));
    }
  }

  private String networks(Predicate<CardLook> cuts) {
    return looks.stream()
        .filter(look -> !look.label().isEmpty() && cuts.test(look))
        .map(CardLook::label)
        .collect(Collectors.joining(", "));
  }
}
