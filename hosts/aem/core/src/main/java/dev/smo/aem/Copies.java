// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

/**
 * Where else a page may lie in another language: at the same path in the language roots around its
 * own, over {@code site/language} and {@code site/country/language}; and where its blueprint lies,
 * whose path may be another.
 *
 * @param site of the page
 */
record Copies(CqSite site) {
  Stream<Resource> of(Resource page) {
    ResourceResolver resolver = page.getResourceResolver();
    String relative = page.getPath().substring(site.root().getPath().length());
    return Stream.concat(
            roots().map(root -> root.getPath() + relative).map(resolver::getResource),
            Stream.ofNullable(CqPage.blueprintOf(page)))
        .filter(copy -> copy != null && CqPage.isPage(copy));
  }

  private Stream<Resource> roots() {
    Resource folder = site.root().getParent();
    if (folder == null) {
      return Stream.empty();
    }
    Resource above = folder.getParent();
    Resource top = Language.isCountry(folder) && above != null ? above : folder;
    // What lies side by side in /content may be sites that have nothing to do with each other.
    boolean together = CqPage.isPage(top);
    if (!together && !Language.isNamed(site.root())) {
      return Stream.empty();
    }
    return CqPage.children(top)
        .flatMap(
            child ->
                Language.isCountry(child)
                    ? Stream.concat(Stream.of(child), CqPage.children(child))
                    : Stream.of(child))
        .filter(CqPage::isPage)
        .filter(child -> together || Language.isNamed(child))
        .filter(child -> Language.known(Language.rootedAt(child)));
  }
}
