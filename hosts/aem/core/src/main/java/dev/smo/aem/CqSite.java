// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import dev.smo.page.Site;
import dev.smo.web.WebAddress;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.sling.api.resource.Resource;

/**
 * The site of a page. AEM has no node type for sites; its language root is one: the nearest page
 * upwards that {@link Language} takes for one; else the topmost page.
 *
 * @param root page at the root of the site
 * @param language what the site speaks
 * @param locale what the page speaks, which may say that it is in another language than its site
 * @param addresses gives the public address of a path
 */
record CqSite(Resource root, Locale language, Locale locale, UnaryOperator<String> addresses) {
  static CqSite of(Resource page, UnaryOperator<String> addresses) {
    Resource top = page;
    for (Resource node = page; node != null; node = node.getParent()) {
      if (CqPage.isPage(node)) {
        top = node;
        Locale language = Language.rootedAt(node);
        if (Language.known(language)) {
          return new CqSite(node, language, Language.spoken(page, node, language), addresses);
        }
      }
    }
    return new CqSite(top, Locale.ENGLISH, Locale.ENGLISH, addresses);
  }

  Site site() {
    String address = WebAddress.withoutSlashes(addresses.apply(root.getPath()));
    return new Site(root.getPath(), CqPage.of(root).title(), URI.create(address), language);
  }

  URI addressOf(Resource page) {
    return URI.create(addresses.apply(page.getPath() + ExternalAddresses.HTML));
  }

  /** The same page in other languages, where it is live. */
  Map<Locale, URI> copiesOf(Resource page, ExternalAddresses all, Instant now) {
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
