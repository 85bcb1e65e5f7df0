package dev.smo.aem;

import dev.smo.page.Site;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;

/**
 * The site of a page. AEM has no node type for sites; its language root is one: the nearest page
 * upwards that has a {@code jcr:language}, or is named as a language, such as {@code en} or {@code
 * de_ch}; else the topmost page.
 *
 * @param root page at the root of the site
 * @param locale language of the site
 * @param addresses gives the public address of a path
 */
record CqSite(Resource root, Locale locale, UnaryOperator<String> addresses) {
  private static final Set<String> LANGUAGES =
      Stream.of(Locale.getISOLanguages()).collect(Collectors.toUnmodifiableSet());
  private static final Set<String> COUNTRIES =
      Stream.of(Locale.getISOCountries()).collect(Collectors.toUnmodifiableSet());

  static CqSite of(Resource page, UnaryOperator<String> addresses) {
    Resource top = page;
    for (Resource node = page; node != null; node = node.getParent()) {
      if (CqPage.isPage(node)) {
        top = node;
        Locale locale = languageOf(node);
        if (!locale.getLanguage().isEmpty()) {
          return new CqSite(node, locale, addresses);
        }
      }
    }
    return new CqSite(top, Locale.ENGLISH, addresses);
  }

  Site site() {
    String address = addresses.apply(root.getPath()).replaceAll("/+$", "");
    return new Site(root.getPath(), CqPage.of(root).title(), URI.create(address), locale);
  }

  URI addressOf(Resource page) {
    return URI.create(addresses.apply(page.getPath() + ".html"));
  }

  /** The same page in the language roots beside this one, where it is live. */
  Map<Locale, URI> copiesOf(Resource page, java.time.Instant now) {
    Map<Locale, URI> copies = new LinkedHashMap<>();
    Resource folder = root.getParent();
    String relative = page.getPath().substring(root.getPath().length());
    if (folder != null) {
      for (Resource other : folder.getChildren()) {
        Resource copy = page.getResourceResolver().getResource(other.getPath() + relative);
        Locale language = CqPage.isPage(other) ? languageOf(other) : Locale.ROOT;
        if (!language.getLanguage().isEmpty()
            && !language.equals(locale)
            && copy != null
            && CqPage.isPage(copy)
            && CqPage.of(copy).live(now)) {
          copies.putIfAbsent(language, addressOf(copy));
        }
      }
    }
    return copies;
  }

  /** The language that a page declares or is named after; the empty one where it does neither. */
  private static Locale languageOf(Resource page) {
    String declared = CqPage.of(page).text("jcr:language");
    if (!declared.isEmpty()) {
      return Locale.forLanguageTag(declared.replace('_', '-'));
    }
    Locale named = Locale.forLanguageTag(page.getName().replace('_', '-'));
    boolean known =
        LANGUAGES.contains(named.getLanguage())
            && (named.getCountry().isEmpty() || COUNTRIES.contains(named.getCountry()));
    return known ? named : Locale.ROOT;
  }
}
