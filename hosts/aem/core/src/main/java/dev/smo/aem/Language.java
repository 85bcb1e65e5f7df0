package dev.smo.aem;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;

/** Languages as AEM's pages tell them: by {@code jcr:language}, or by their names. */
final class Language {
  private static final Set<String> LANGUAGES =
      Stream.of(Locale.getISOLanguages()).collect(Collectors.toUnmodifiableSet());
  private static final Set<String> COUNTRIES =
      Stream.of(Locale.getISOCountries()).collect(Collectors.toUnmodifiableSet());

  /** {@code /content/site/country/language}: deeper names are those of articles. */
  private static final int DEEPEST = 4;

  private Language() {}

  /**
   * The language whose root a page is; the empty locale where it is none. A root that is named as a
   * language alone, below one that is named as a country, speaks that country's: {@code ch/de} is
   * de-CH.
   */
  static Locale rootedAt(Resource page) {
    String declared = CqPage.of(page).text("jcr:language");
    if (!declared.isEmpty()) {
      return tag(declared);
    }
    Locale named = named(page);
    if (named.getLanguage().isEmpty() || isCountry(page)) {
      return Locale.ROOT;
    }
    Resource above = page.getParent();
    return named.getCountry().isEmpty() && above != null && isCountry(above)
        ? new Locale.Builder().setLocale(named).setRegion(above.getName()).build()
        : named;
  }

  /** Whether language roots lie below this node, which is named as a country. */
  static boolean isCountry(Resource node) {
    return COUNTRIES.contains(node.getName().toUpperCase(Locale.ROOT))
        && CqPage.of(node).text("jcr:language").isEmpty()
        && CqPage.children(node).anyMatch(child -> !named(child).getLanguage().isEmpty());
  }

  private static Locale named(Resource page) {
    Locale named = tag(page.getName());
    boolean known =
        page.getPath().split("/").length - 1 <= DEEPEST
            && LANGUAGES.contains(named.getLanguage())
            && (named.getCountry().isEmpty() || COUNTRIES.contains(named.getCountry()));
    return known ? named : Locale.ROOT;
  }

  private static Locale tag(String name) {
    return Locale.forLanguageTag(name.replace('_', '-'));
  }
}
