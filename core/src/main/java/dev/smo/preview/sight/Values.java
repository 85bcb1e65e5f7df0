package dev.smo.preview.sight;

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
final class Values {
  private Values() {}

  /**
   * All fields, and the words for single connections that are filled in.
   *
   * @param bare the card as it would be if the page said nothing itself
   */
  static List<Value> of(Map<String, String> own, SocialCard bare) {
    Map<String, CardValue> inherited =
        bare.getValues().stream()
            .collect(Collectors.toMap(CardValue::name, Function.identity(), (first, x) -> first));
    List<Value> values = new ArrayList<>();
    Own.FIELDS.forEach(
        name -> values.add(value(name, own.getOrDefault(name, ""), inherited.get(name))));
    own.forEach(
        (name, text) -> {
          if (name.startsWith(Own.TEXT)) {
            values.add(value(name, text, null));
          }
        });
    return values;
  }

  private static Value value(String name, String own, @Nullable CardValue inherited) {
    return inherited == null
        ? new Value(name, own, "", "", "")
        : new Value(
            name,
            own,
            inherited.value(),
            inherited.origin().name().toLowerCase(Locale.ROOT),
            inherited.from());
  }
}
