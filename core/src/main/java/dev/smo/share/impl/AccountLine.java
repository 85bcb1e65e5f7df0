// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import dev.smo.connector.Network;
import dev.smo.networks.Networks;
import dev.smo.prose.PlainText;
import dev.smo.share.NetworkLink;
import dev.smo.words.LowerCase;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One account of the site, as a person writes it in one line: {@code network: handle}, {@code
 * label: https://...} or a bare address.
 */
record AccountLine(String label, String account) {
  private static final Pattern LINE = Pattern.compile("(?:([^:]+):(?!//))?\\s*(\\S.*)");
  private static final Pattern HOST = Pattern.compile("[\\p{Alnum}.-]+(?::\\d{1,5})?");

  /** Icon of an address that is of no network we know. */
  private static final String GLOBE =
      "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20m0 2c1.2 0 2.6 2 3 5H9c.4-3 1.8-5"
          + " 3-5M8 4.9A13 13 0 0 0 7 9H4.6A8 8 0 0 1 8 4.9m8 0A8 8 0 0 1 19.4 9H17a1"
          + "3 13 0 0 0-1-4.1M4.1 11h2.8a20 20 0 0 0 0 2H4.1a8 8 0 0 1 0-2m4.8 0h6.2a"
          + "18 18 0 0 1 0 2H8.9a18 18 0 0 1 0-2m8.2 0h2.8a8 8 0 0 1 0 2h-2.8a20 20 0"
          + " 0 0 0-2M4.6 15H7a13 13 0 0 0 1 4.1A8 8 0 0 1 4.6 15M9 15h6c-.4 3-1.8 5-"
          + "3 5s-2.6-2-3-5m8 0h2.4a8 8 0 0 1-3.4 4.1 13 13 0 0 0 1-4.1";

  static Optional<AccountLine> parse(String line) {
    Matcher matcher = LINE.matcher(PlainText.line(line));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String label = matcher.group(1);
    return Optional.of(
        new AccountLine(label == null ? "" : label.strip(), matcher.group(2).strip()));
  }

  /**
   * Empty where the network is not known or lives no more, or the address is not one of the web.
   *
   * @param place path of the component, for the log
   */
  Optional<NetworkLink> link(Networks networks, String place) {
    String name = network();
    if (networks.isRetired(name)) {
      networks.named(name, place);
      return Optional.empty();
    }
    Optional<Network> network = networks.named(name, place);
    return address(network)
        .map(URI::toASCIIString)
        .map(
            href ->
                network
                    .map(known -> BarEntries.link(known, href, "", ""))
                    .orElseGet(() -> plain(labelOf(href), href)));
  }

  /** Name of the network, if the label is one. */
  String network() {
    return LowerCase.of(label);
  }

  private static NetworkLink plain(String label, String href) {
    return new NetworkLink("", label, href, "", "", "", "", GLOBE);
  }

  private Optional<URI> address(Optional<Network> network) {
    if (account.contains("://")) {
      return web(account);
    }
    return network
        .map(Network::follow)
        .filter(template -> !template.isEmpty())
        .flatMap(this::fromHandle);
  }

  /** {@code @user@host} for networks of many servers, else {@code handle} with or without an @. */
  private Optional<URI> fromHandle(String template) {
    String handle = account.startsWith("@") ? account.substring(1) : account;
    if (!template.contains("{host}")) {
      return web(new UrlTemplate(template).expand(Map.of("handle", handle)));
    }
    int at = handle.indexOf('@');
    String host = handle.substring(at + 1);
    if (at < 1 || !HOST.matcher(host).matches()) {
      return Optional.empty();
    }
    String withHost = template.replace("{host}", host);
    return web(new UrlTemplate(withHost).expand(Map.of("user", handle.substring(0, at))));
  }

  private static Optional<URI> web(String address) {
    try {
      URI uri = new URI(address);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private String labelOf(String href) {
    return label.isEmpty() ? URI.create(href).getHost() : label;
  }
}
