// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import dev.smo.connector.Network;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.prose.PlainText;
import dev.smo.share.NetworkLink;
import dev.smo.tracking.TrackedLinks;
import dev.smo.tracking.Tracking;
import java.net.URI;
import java.text.NumberFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entries of a share bar.
 *
 * @param facebookApp id of the site's app, or empty
 * @param clicks how often each network was used; empty where that is not shown
 * @param tracking how shared addresses are marked; empty where they are not
 * @param code address of the page's QR code
 */
record BarEntries(
    Page page,
    String facebookApp,
    Map<String, Long> clicks,
    Optional<Tracking> tracking,
    String code) {

  List<NetworkLink> of(List<Network> networks) {
    return networks.stream().flatMap(network -> entry(network).stream()).toList();
  }

  /** Whether a network or button can stand in a share bar. */
  static boolean shares(Network network) {
    return !network.share().isEmpty()
        || !network.shareOnServer().isEmpty()
        || !network.action().isEmpty();
  }

  /** An entry of a network. */
  static NetworkLink link(Network network, String href, String ofInstance, String clicks) {
    return new NetworkLink(
        network.name(),
        network.label(),
        href,
        ofInstance,
        ofInstance.isEmpty() ? "" : network.server(),
        href.isEmpty() ? network.action() : "",
        clicks,
        network.icon());
  }

  private Optional<NetworkLink> entry(Network network) {
    Map<String, String> values = values(network);
    UrlTemplate share = new UrlTemplate(network.share());
    UrlTemplate instance = new UrlTemplate(network.shareOnServer());
    if (!shares(network) || !share.isServedBy(values) || !instance.isServedBy(values)) {
      return Optional.empty();
    }
    String ofInstance = instance.expand(values);
    return Optional.of(
        link(network, href(network, values, ofInstance), ofInstance, clicks(network)));
  }

  /** Where nothing asks for the reader's server without the script, the link leads to a big one. */
  private String href(Network network, Map<String, String> values, String ofInstance) {
    if (network.action().equals("qr")) {
      return code;
    }
    return network.share().isEmpty()
        ? ofInstance.replace("{instance}", network.server())
        : new UrlTemplate(network.share()).expand(values);
  }

  private Map<String, String> values(Network network) {
    URI address =
        tracking
            .map(marks -> TrackedLinks.shared(page.canonical(), marks, network.name()))
            .orElse(page.canonical());
    return Map.of(
        "url",
        address.toASCIIString(),
        "title",
        PlainText.line(page.title()),
        "image",
        page.image().map(Image::url).map(URI::toASCIIString).orElse(""),
        "app",
        facebookApp);
  }

  private String clicks(Network network) {
    Long count = clicks.get(network.name());
    return count == null
        ? ""
        : NumberFormat.getCompactNumberInstance(page.locale(), NumberFormat.Style.SHORT)
            .format(count);
  }
}
