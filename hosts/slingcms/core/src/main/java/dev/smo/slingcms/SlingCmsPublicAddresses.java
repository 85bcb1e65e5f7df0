// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import dev.smo.slingcms.CmsSite.IncompleteSiteException;
import dev.smo.web.WebAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/**
 * Finds the page that has a public address. Sites lie in folders near the top of {@code /content},
 * so they are found by a short walk instead of a query.
 */
final class SlingCmsPublicAddresses {
  private static final String ROOT = "/content";
  private static final String HTML = ".html";
  private static final int DEPTH = 4;
  private static final List<String> FOLDERS =
      List.of("sling:OrderedFolder", "sling:Folder", "nt:folder", "nt:unstructured");

  private SlingCmsPublicAddresses() {}

  static Optional<Resource> find(URI address, ResourceResolver reader) {
    Resource content = reader.getResource(ROOT);
    return content == null || address.getHost() == null || WebAddress.isEndless(address)
        ? Optional.empty()
        : sitesBelow(content, DEPTH)
            .map(site -> pageOf(site, address))
            .filter(Objects::nonNull)
            .findFirst()
            .or(() -> mapped(address, content));
  }

  /** The page that the mapping of the host shows under an address that is written otherwise. */
  private static Optional<Resource> mapped(URI address, Resource content) {
    String path = Objects.toString(address.getPath(), "");
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    Resource found =
        content
            .getResourceResolver()
            .resolve(new HostRequest(address, content), path.substring(0, end));
    String rest = Objects.toString(found.getResourceMetadata().getResolutionPathInfo(), "");
    boolean page = PageNode.isPage(found) && (rest.isEmpty() || rest.equals(HTML));
    return page && isOn(found, address) ? Optional.of(found) : Optional.empty();
  }

  /** Whether the page's site is that of the host: a mapping may show others' pages, too. */
  private static boolean isOn(Resource page, URI address) {
    try {
      Resource node = CmsSite.nodeAbove(page).orElse(null);
      return node != null && WebAddress.sameHost(CmsSite.read(node).site().url(), address);
    } catch (IncompleteSiteException e) {
      return false;
    }
  }

  private static Stream<Resource> sitesBelow(Resource folder, int depth) {
    return StreamSupport.stream(folder.getChildren().spliterator(), /* parallel= */ false)
        .flatMap(
            child ->
                CmsSite.isSite(child)
                    ? Stream.of(child)
                    : depth > 1 && isFolder(child) ? sitesBelow(child, depth - 1) : Stream.empty());
  }

  private static boolean isFolder(Resource node) {
    return FOLDERS.contains(node.getValueMap().get("jcr:primaryType", ""));
  }

  private static @Nullable Resource pageOf(Resource node, URI address) {
    CmsSite site;
    try {
      site = CmsSite.read(node);
    } catch (IncompleteSiteException e) {
      // Said where its pages are read; here it is no site at all.
      return null;
    }
    URI home = site.site().url();
    String below = Objects.toString(home.getPath(), "");
    String path = Objects.toString(address.getPath(), "");
    if (!WebAddress.sameHost(home, address) || !path.startsWith(below)) {
      return null;
    }
    String rest = path.substring(below.length());
    String name = rest.isEmpty() || rest.equals("/") ? "/index" : withoutExtension(rest);
    Resource page = node.getResourceResolver().getResource(node.getPath() + name);
    // The resolver follows dots in a path, and would leave the site by them.
    return page != null
            && PageNode.isPage(page)
            && page.getPath().equals(node.getPath() + name)
            && !name.equals(rest)
        ? page
        : null;
  }

  private static String withoutExtension(String path) {
    return path.endsWith(HTML) ? path.substring(0, path.length() - HTML.length()) : path;
  }
}
