// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import dev.smo.slingcms.CmsSite.IncompleteSiteException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.sling.api.resource.Resource;

/**
 * The same page in other languages. Sling CMS has no language copies of its own; by convention they
 * are pages at the same path in sites beside this one.
 */
final class LanguageCopies {
  private LanguageCopies() {}

  static Map<Locale, URI> of(Resource page, CmsSite site) {
    Map<Locale, URI> copies = new LinkedHashMap<>();
    Resource folder = site.node().getParent();
    if (folder == null) {
      return copies;
    }
    String relative = page.getPath().substring(site.site().path().length() + 1);
    for (Resource other : folder.getChildren()) {
      if (CmsSite.isSite(other) && !other.getPath().equals(site.site().path())) {
        add(copies, other, relative);
      }
    }
    copies.remove(site.site().locale());
    return copies;
  }

  private static void add(Map<Locale, URI> copies, Resource other, String relative) {
    Resource copy = other.getChild(relative);
    if (copy == null || !PageNode.isPage(copy) || !PageNode.of(copy).live()) {
      return;
    }
    try {
      CmsSite site = CmsSite.read(other);
      copies.putIfAbsent(site.site().locale(), site.addressOf(copy));
    } catch (IncompleteSiteException e) {
      // Its own pages report it; here it is simply no alternate.
    }
  }
}
