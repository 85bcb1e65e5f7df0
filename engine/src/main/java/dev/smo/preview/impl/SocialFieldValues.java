// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

import dev.smo.card.CardValue;
import dev.smo.card.SocialCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jetbrains.annotations.Nullable;

/** Puts what a page says itself beside what would count without. */
final class SocialFieldValues {
  private SocialFieldValues() {}

  /**
   * All fields, and those for single connections that are filled in.
   *
   * @param bare the card as it would be if the page said nothing itself
   */
  static List<SocialField> of(Map<String, String> own, SocialCard bare) {
    Map<String, CardValue> inherited =
        bare.getValues().stream()
            .collect(Collectors.toMap(CardValue::name, Function.identity(), (first, x) -> first));
    List<SocialField> values = new ArrayList<>();
    OwnFields.FIELDS.forEach(
        name -> values.add(value(name, own.getOrDefault(name, ""), inherited.get(name))));
    own.forEach(
        (name, text) -> {
          if (!OwnFields.FIELDS.contains(name)) {
            values.add(value(name, text, null));
          }
        });
    return values;
  }

  private static SocialField value(String name, String own, @Nullable CardValue inherited) {
    return inherited == null
        ? new SocialField(name, own, "", "", "")
        : new SocialField(
            name,
            own,
            inherited.value(),
            inherited.origin().name().toLowerCase(Locale.ROOT),
            inherited.from());
  }
}
