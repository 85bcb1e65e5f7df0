package dev.smo.aem;

import dev.smo.page.Site;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.sling.api.resource.Resource;

/**
 * The site of a page. AEM has no node type for sites; its language root is one: the nearest page
 * upwards that has a {@code jcr:language}, or is named as a language, such as {@code en}, {@code
 * de_ch} or {@code ch/de}; else the topmost page.
 *
 * @param root page at the root of the site
 * @param locale language of the site
 * @param addresses gives the public address of a path
 */
record CqSite(Resource root, Locale locale, UnaryOperator<String> addresses) {
  static CqSite of(Resource page, UnaryOperator<String> addresses) {
    Resource top = page;
    for (Resource node = page; node != null; node = node.getParent()) {
      if (CqPage.isPage(node)) {
        top = node;
        Locale locale = Language.rootedAt(node);
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
    return URI.create(addresses.apply(page.getPath() + Addresses.HTML));
  }

  /** The same page in other languages, where it is live. */
  Map<Locale, URI> copiesOf(Resource page, Addresses all, Instant now) {
    Map<Locale, URI> copies = new LinkedHashMap<>();
    new Copies(this)
        .of(page)
        .filter(copy -> CqPage.of(copy).live(now))
        .forEach(
            copy -> {
              CqSite other = of(copy, all.of(copy));
              if (!other.locale().equals(locale)) {
                copies.putIfAbsent(other.locale(), other.addressOf(copy));
              }
            });
    return copies;
  }
}
