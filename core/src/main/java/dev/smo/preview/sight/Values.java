package dev.smo.preview.sight;

import dev.smo.card.SocialCard;
import dev.smo.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts what a page says itself beside what would count without. */
final class Values {
  private Values() {}

  static List<Value> of(Map<String, String> own, SocialCard bare, Page page) {
    List<Value> values = new ArrayList<>();
    Own.FIELDS.forEach(name -> values.add(value(name, own, bare)));
    own.forEach(
        (name, text) -> {
          if (name.startsWith(Own.TEXT)) {
            values.add(new Value(name, text, "", "", ""));
          }
        });
    return values;
  }

  private static Value value(String name, Map<String, String> own, SocialCard bare) {
    String inherited =
        switch (name) {
          case "title" -> bare.getTitle();
          case "description" -> bare.getDescription();
          case "image" -> bare.getImage();
          case "imageAlt" -> bare.getImageAlt();
          default -> "";
        };
    return new Value(name, own.getOrDefault(name, ""), inherited, "", "");
  }
}
