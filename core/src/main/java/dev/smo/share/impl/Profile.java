package dev.smo.share.impl;

import dev.smo.page.PlainText;
import dev.smo.share.NetworkLink;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One account of the site, as a person writes it in one line: {@code network: handle}, {@code
 * label: https://...} or a bare address.
 */
record Profile(String label, String account) {
  private static final Pattern LINE = Pattern.compile("(?:([^:]+):(?!//))?\\s*(\\S.*)");
  private static final Pattern HOST = Pattern.compile("[\\p{Alnum}.-]+(?::\\d{1,5})?");

  static Optional<Profile> parse(String line) {
    Matcher matcher = LINE.matcher(PlainText.line(line));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String label = matcher.group(1);
    return Optional.of(new Profile(label == null ? "" : label.strip(), matcher.group(2).strip()));
  }

  /** Empty where the network is not known, or the address is not one of the web. */
  Optional<NetworkLink> link(Networks networks) {
    Optional<Network> network = networks.named(label.toLowerCase(Locale.ROOT));
    return address(network)
        .map(
            href ->
                new NetworkLink(
                    network.map(Network::name).orElse(""),
                    network.map(Network::label).orElseGet(() -> labelOf(href)),
                    href.toASCIIString(),
                    "",
                    "",
                    network.map(Network::icon).orElse("")));
  }

  private Optional<URI> address(Optional<Network> network) {
    if (account.contains("://")) {
      return web(account);
    }
    return network
        .map(Network::profile)
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

  private String labelOf(URI href) {
    return label.isEmpty() ? href.getHost() : label;
  }
}
