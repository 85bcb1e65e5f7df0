// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import dev.smo.outbound.NotSentException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.http.HttpHost;
import org.jetbrains.annotations.Nullable;

/** Where we may connect to: any public host over https, and the private ones an operator names. */
final class AddressRules {
  /** Where the settings stand that a refusal names. */
  private static final String PID = HttpOutbound.class.getName();

  private final Set<String> privateHosts;
  private final boolean http;
  private final @Nullable HttpHost proxy;

  /**
   * @param privateHosts {@code host} or {@code host:port}
   * @param http whether those hosts may be spoken to without TLS
   * @param proxy {@code host:port} of the proxy to the public internet; without a host, none
   * @throws IllegalArgumentException the proxy cannot be read
   */
  AddressRules(String[] privateHosts, boolean http, String proxy) {
    this.privateHosts =
        Arrays.stream(privateHosts)
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .filter(host -> !host.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    this.http = http;
    this.proxy = proxyAt(proxy.strip());
  }

  private static @Nullable HttpHost proxyAt(String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, Math.max(0, colon));
    if (text.isEmpty() || colon == 0) {
      return null;
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (!host.isEmpty() && !host.contains("/") && !host.contains("@")) {
        return new HttpHost(host, port);
      }
    } catch (NumberFormatException e) {
      // Told below, for whatever is wrong.
    }
    // Not repeated: it may hold a password, which we do not take.
    throw new IllegalArgumentException(
        "The setting proxy must be host:port, such as proxy.example:3128.");
  }

  /** The proxy through which an address is reached; null: directly, as are all private hosts. */
  @Nullable
  HttpHost proxyFor(URI uri) {
    return allowed(uri) ? null : proxy;
  }

  /** Refuses an address by its looks, before anything is looked up. */
  void check(URI uri) throws NotSentException {
    String host = uri.getHost();
    if (host == null) {
      throw new NotSentException("the address has no host that can be read");
    }
    if (uri.getRawUserInfo() != null) {
      throw new NotSentException(host + ": user and password in an address are refused");
    }
    boolean https = "https".equalsIgnoreCase(uri.getScheme());
    boolean plain = "http".equalsIgnoreCase(uri.getScheme()) && http && allowed(uri);
    if (!https && !plain) {
      throw new NotSentException(
          host
              + ": only https is allowed, unless allowed.private.hosts and allow.http of "
              + PID
              + " say so");
    }
  }

  /**
   * Refuses a host that is known to be private here. What cannot be looked up is left to the proxy,
   * because behind one there often is no look-up of public names.
   */
  void checkBehindProxy(URI uri) throws PrivateAddressException {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(uri.getHost());
    } catch (UnknownHostException e) {
      return;
    }
    refusePrivate(uri, addresses);
  }

  /**
   * Looks a host up and refuses it if any of its addresses is private. The caller connects to the
   * very addresses given here: a second look-up could answer differently.
   */
  InetAddress[] resolve(URI uri, String host) throws UnknownHostException {
    InetAddress[] addresses = InetAddress.getAllByName(host);
    refusePrivate(uri, addresses);
    return addresses;
  }

  private void refusePrivate(URI uri, InetAddress[] addresses) throws PrivateAddressException {
    if (!allowed(uri) && !Arrays.stream(addresses).allMatch(PublicAddress::is)) {
      throw new PrivateAddressException();
    }
  }

  private boolean allowed(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int port =
        uri.getPort() >= 0 ? uri.getPort() : "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    return privateHosts.contains(host) || privateHosts.contains(host + ":" + port);
  }

  /** An UnknownHostException because that is all that a DnsResolver may throw. */
  static final class PrivateAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    PrivateAddressException() {
      super(
          "resolves to a private address, and allowed.private.hosts of "
              + PID
              + " does not name it");
    }
  }
}
