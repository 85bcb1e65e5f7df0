// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;

/**
 * Languages as AEM's pages tell them: by {@code jcr:language}, by {@code cq:isLanguageRoot}, which
 * AEM writes when it makes a language copy, or by their names. AEM itself takes the nearest name
 * upwards, which makes a page {@code it} of a German site an Italian one; here names below a
 * language root are those of articles.
 */
final class Language {
  private static final Set<String> LANGUAGES =
      Stream.of(Locale.getISOLanguages()).collect(Collectors.toUnmodifiableSet());
  private static final Set<String> COUNTRIES =
      Stream.of(Locale.getISOCountries()).collect(Collectors.toUnmodifiableSet());

  /** Language, script and region; of scripts those that two sites in one language differ by. */
  private static final Pattern NAME =
      Pattern.compile(
          "([a-z]{2})(?:[_-](?:hans|hant|latn|cyrl|arab))?(?:[_-]([a-z]{2}|[0-9]{3}))?",
          Pattern.CASE_INSENSITIVE);

  /** {@code /content/site/country/language}: deeper names are those of articles. */
  private static final int DEEPEST = 4;

  private Language() {}

  /**
   * The language whose root a page is; the empty locale where it is none. A root that is named as a
   * language alone, below one that is named as a country, speaks that country's: {@code ch/de} is
   * de-CH.
   */
  static Locale rootedAt(Resource page) {
    Locale declared = declared(page);
    Locale named = named(page);
    boolean root;
    if (marked(page) || (known(declared) && known(named))) {
      root = true;
    } else if (known(named)) {
      root = above(page).noneMatch(Language::isNamed);
    } else {
      root = above(page).noneMatch(node -> isNamed(node) || known(declared(node)));
    }
    return !root ? Locale.ROOT : known(declared) ? declared : named;
  }

  /** What a page speaks: what it or the nearest page upwards says, at last its language root. */
  static Locale spoken(Resource page, Resource root, Locale ofRoot) {
    return Stream.concat(Stream.of(page), above(page))
        .takeWhile(node -> !node.getPath().equals(root.getPath()))
        .map(Language::declared)
        .filter(Language::known)
        .findFirst()
        .orElse(ofRoot);
  }

  /** Whether a name or AEM's mark makes a language root of a page, and not only what it speaks. */
  static boolean isNamed(Resource page) {
    return marked(page) || known(named(page));
  }

  /** Whether language roots lie below this node, which is named as a country. */
  static boolean isCountry(Resource node) {
    if (!COUNTRIES.contains(node.getName().toUpperCase(Locale.ROOT)) || known(declared(node))) {
      return false;
    }
    List<Resource> below =
        CqPage.children(node).filter(child -> !child.getName().equals(CqPage.CONTENT)).toList();
    long languages = below.stream().filter(child -> known(byName(child))).count();
    // "de" is German as well as Germany; below a language few names are languages, by chance.
    return languages > 0 && (!known(byName(node)) || 2 * languages > below.size());
  }

  static boolean known(Locale locale) {
    return !locale.getLanguage().isEmpty();
  }

  private static Locale declared(Resource page) {
    return tag(CqPage.of(page).text("jcr:language"));
  }

  private static boolean marked(Resource page) {
    return CqPage.of(page).properties().get("cq:isLanguageRoot", false);
  }

  /** What a page is named as, unless that is a country, or the page says that it is another. */
  private static Locale named(Resource page) {
    Locale named = byName(page);
    Locale declared = declared(page);
    boolean other = known(declared) && !declared.getLanguage().equals(named.getLanguage());
    if (!known(named) || other || isCountry(page)) {
      return Locale.ROOT;
    }
    Resource above = page.getParent();
    return named.getCountry().isEmpty() && above != null && isCountry(above)
        ? new Locale.Builder().setLocale(named).setRegion(above.getName()).build()
        : named;
  }

  private static Locale byName(Resource page) {
    Matcher name = NAME.matcher(page.getName());
    if (!name.matches() || page.getPath().split("/").length - 1 > DEEPEST) {
      return Locale.ROOT;
    }
    String region = Objects.requireNonNullElse(name.group(2), "").toUpperCase(Locale.ROOT);
    boolean known =
        LANGUAGES.contains(name.group(1).toLowerCase(Locale.ROOT))
            && (region.length() != 2 || COUNTRIES.contains(region));
    return known ? tag(page.getName()) : Locale.ROOT;
  }

  /** What lies around a page, from the nearest. */
  private static Stream<Resource> above(Resource page) {
    return Stream.iterate(page.getParent(), Objects::nonNull, Resource::getParent);
  }

  private static Locale tag(String name) {
    return Locale.forLanguageTag(name.replace('_', '-'));
  }
}
