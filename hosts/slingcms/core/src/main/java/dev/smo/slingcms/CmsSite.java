// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import dev.smo.page.Site;
import dev.smo.prose.PlainText;
import dev.smo.web.WebAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;

/**
 * A {@code sling:Site} and the addresses below it.
 *
 * @param node the site's node
 * @param site its facts
 */
record CmsSite(Resource node, Site site) {
  private static final String SITE = "sling:Site";
  private static final String URL = "sling:url";
  private static final String LANGUAGE = "jcr:language";

  /** The node of the site that {@code any} lies in. */
  static Optional<Resource> nodeAbove(Resource any) {
    for (Resource node = any; node != null; node = node.getParent()) {
      if (isSite(node)) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  static boolean isSite(Resource node) {
    return SITE.equals(node.getValueMap().get("jcr:primaryType", ""));
  }

  /**
   * Reads the site.
   *
   * @throws IncompleteSiteException if it has no usable address or language, without which Sling
   *     CMS itself does not take it for a site
   */
  static CmsSite read(Resource node) throws IncompleteSiteException {
    var properties = node.getValueMap();
    String title = PageNode.asTyped(properties.get("jcr:title", ""));
    Site site =
        new Site(
            node.getPath(),
            PlainText.isInvisible(title) ? node.getName() : title,
            address(node.getPath(), properties.get(URL, "")),
            language(node.getPath(), properties.get(LANGUAGE, "")));
    return new CmsSite(node, site);
  }

  /** Public address of a page of this site. */
  URI addressOf(Resource page) {
    return under(page.getPath().substring(site.path().length()) + ".html");
  }

  /**
   * Public address of a file: below the site's own address if it lies in the site, else at the same
   * path on the site's host.
   */
  URI addressOfFile(String path) {
    if (path.startsWith(site.path() + "/")) {
      return under(path.substring(site.path().length()));
    }
    return site.url().resolve(escaped(path));
  }

  private URI under(String path) {
    return URI.create(site.url() + escaped(path));
  }

  private static String escaped(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static URI address(String path, String url) throws IncompleteSiteException {
    return WebAddress.shown(WebAddress.withoutSlashes(url.strip()))
        .filter(address -> address.getRawQuery() == null)
        .orElseThrow(() -> new IncompleteSiteException(path, URL, url));
  }

  private static Locale language(String path, String tag) throws IncompleteSiteException {
    Locale locale = Locale.forLanguageTag(tag.strip().replace('_', '-'));
    if (locale.getLanguage().isEmpty()) {
      throw new IncompleteSiteException(path, LANGUAGE, tag);
    }
    return locale;
  }

  /** That a site lacks what its pages need to be public. */
  static final class IncompleteSiteException extends Exception {
    private static final long serialVersionUID = 1L;

    IncompleteSiteException(String path, String property, String value) {
      super(
          "Site %s: property %s is \"%s\"; none of its pages is read until it says something usable"
              .formatted(path, property, value));
    }
  }
}
