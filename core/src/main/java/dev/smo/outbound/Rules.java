package dev.smo.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Where we may connect to: any public host over https, and the private ones an operator names. */
final class Rules {
  private final Set<String> privateHosts;
  private final boolean http;

  /**
   * @param privateHosts {@code host} or {@code host:port}
   * @param http whether those hosts may be spoken to without TLS
   */
  Rules(String[] privateHosts, boolean http) {
    this.privateHosts =
        Arrays.stream(privateHosts)
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .filter(host -> !host.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    this.http = http;
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
      throw new NotSentException(host + ": only https is allowed");
    }
  }

  /**
   * Looks a host up and refuses it if any of its addresses is private. The caller connects to the
   * very addresses given here: a second look-up could answer differently.
   */
  InetAddress[] resolve(URI uri, String host) throws UnknownHostException {
    InetAddress[] addresses = InetAddress.getAllByName(host);
    if (!allowed(uri) && !Arrays.stream(addresses).allMatch(PublicAddress::is)) {
      throw new PrivateAddressException();
    }
    return addresses;
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
      super("resolves to a private address, which is not among the allowed ones");
    }
  }
}
