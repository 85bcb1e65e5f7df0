package dev.smo.page;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * An address of the web, written in one way, so that two spellings of one address are equal: scheme
 * and host in lower case, no default port, a path that is never empty and has no dots in it, no
 * fragment. http and https stay two schemes.
 *
 * @param uri absolute, with a host
 */
public record WebAddress(URI uri) {
  /** Reads an address; empty where it is not one of http or https, or cannot be read. */
  public static Optional<WebAddress> of(String text) {
    try {
      return of(new URI(text.strip()));
    } catch (java.net.URISyntaxException e) {
      return Optional.empty();
    }
  }

  public static Optional<WebAddress> of(URI uri) {
    String scheme = Objects.toString(uri.getScheme(), "").toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      return Optional.empty();
    }
    URI ascii = URI.create(uri.toASCIIString()).normalize();
    String path = Objects.toString(ascii.getRawPath(), "");
    String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
    String written = scheme + "://" + authority(uri, scheme) + (path.isEmpty() ? "/" : path);
    return Optional.of(new WebAddress(URI.create(written + query)));
  }

  private static String authority(URI uri, String scheme) {
    int usual = scheme.equals("https") ? 443 : 80;
    String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    return host(uri) + port;
  }

  private static String host(URI uri) {
    return uri.getHost().toLowerCase(Locale.ROOT);
  }

  /** Host in lower case. */
  public String host() {
    return host(uri);
  }

  /** Whether the other is on the same host and port, over http or https. */
  public boolean sameHost(WebAddress other) {
    return authority(uri, "https".equals(uri.getScheme()) ? "https" : "http")
        .equals(authority(other.uri, "https".equals(other.uri.getScheme()) ? "https" : "http"));
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
