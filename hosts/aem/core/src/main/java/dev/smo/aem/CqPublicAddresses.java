// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import dev.smo.web.WebAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

/**
 * Finds the page that has a public address. The externalizer knows one direction only, so the pages
 * near the top of {@code /content} are asked which of them the address lies below, and the page
 * found is asked for its own address.
 *
 * @param sites gives the public addresses of each site
 * @param hosts the hosts of all of them, as remembered
 */
record CqPublicAddresses(ExternalAddresses sites, OwnHosts hosts) {
  private static final int DEPTH = 3;

  Optional<Resource> find(URI address, ResourceResolver reader) {
    Resource content = reader.getResource("/content");
    return content == null
            || address.getHost() == null
            || WebAddress.isEndless(address)
            || !isOwn(address.getHost(), content)
        ? Optional.empty()
        : pagesBelow(content, DEPTH).flatMap(top -> below(top, address)).findFirst();
  }

  private boolean isOwn(String host, Resource content) {
    String user = Objects.toString(content.getResourceResolver().getUserID(), "");
    return hosts.has(
        host.toLowerCase(Locale.ROOT),
        user,
        () ->
            pagesBelow(content, DEPTH)
                .flatMap(top -> WebAddress.of(sites.of(top).apply(top.getPath())).stream())
                .map(WebAddress::host)
                .collect(Collectors.toSet()));
  }

  private static Stream<Resource> pagesBelow(Resource node, int depth) {
    return CqPage.children(node)
        .filter(CqPage::isPage)
        .flatMap(
            page ->
                Stream.concat(
                    depth > 1 ? pagesBelow(page, depth - 1) : Stream.empty(), Stream.of(page)));
  }

  private Stream<Resource> below(Resource top, URI address) {
    UnaryOperator<String> addresses = sites.of(top);
    String home = WebAddress.withoutSlashes(path(URI.create(addresses.apply(top.getPath()))));
    String path = path(address);
    if (!path.startsWith(home)) {
      return Stream.empty();
    }
    String rest = path.substring(home.length());
    String name =
        rest.endsWith(ExternalAddresses.HTML)
            ? rest.substring(0, rest.length() - ExternalAddresses.HTML.length())
            : rest;
    String found = top.getPath() + WebAddress.withoutSlashes(name);
    return Stream.ofNullable(top.getResourceResolver().getResource(found))
        .filter(page -> CqPage.isPage(page) && page.getPath().equals(found))
        .filter(
            page ->
                same(
                    URI.create(addresses.apply(page.getPath() + ExternalAddresses.HTML)), address));
  }

  /** Whether the address is the page's own, with or without its extension. */
  private static boolean same(URI own, URI address) {
    String path = WebAddress.withoutSlashes(path(address));
    return WebAddress.sameHost(own, address)
        && (path(own).equals(path) || path(own).equals(path + ExternalAddresses.HTML));
  }

  private static String path(URI uri) {
    return Objects.toString(uri.getPath(), "");
  }
}
