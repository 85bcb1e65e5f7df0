// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.web;

import dev.smo.words.WrittenAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * An address of the web, written in one way, so that two spellings of one address are equal: scheme
 * and host in lower case, no default port, a path that is never empty, no fragment. http and https
 * stay two schemes.
 *
 * @param uri absolute, with a host
 */
public record WebAddress(URI uri) {
  // Java composes letters and their accents, which takes the square of piled ones. What machines
  // wrote of such an address has up to nine signs for a letter.
  private static final int LONGEST = 2000;
  private static final int LONGEST_IN_ASCII = 9 * LONGEST;
  private static final int LONGEST_AUTHORITY = 1000;
  private static final int LONGEST_PATH = 2000;
  private static final int MOST_DOTS = 20;

  /**
   * Reads an address; empty where it cannot be read, is not one of http or https, names a user, or
   * is longer than 2,000 characters (18,000 where all are of ASCII).
   */
  public static Optional<WebAddress> of(String text) {
    String address = text.strip();
    try {
      return isBounded(address) ? of(new URI(address)) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The same for one that is read already; a host may be written in any letters. */
  public static Optional<WebAddress> of(URI any) {
    if (!isBounded(any.toString())) {
      return Optional.empty();
    }
    URI uri = withAsciiHost(any);
    String scheme = Objects.toString(uri.getScheme(), "").toLowerCase(Locale.ROOT);
    boolean web = scheme.equals("http") || scheme.equals("https");
    if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
      return Optional.empty();
    }
    URI ascii = URI.create(uri.toASCIIString());
    String path = Objects.toString(ascii.getRawPath(), "");
    String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
    String written = scheme + "://" + authority(uri, scheme) + (path.isEmpty() ? "/" : path);
    return Optional.of(written + query)
        .filter(WebAddress::isBounded)
        .map(bounded -> new WebAddress(URI.create(bounded)));
  }

  private static boolean isBounded(String address) {
    return address.length() <= LONGEST
        || (address.length() <= LONGEST_IN_ASCII && address.chars().allMatch(c -> c < 128));
  }

  /** The same with its host as machines write it, because Java reads no other. */
  private static URI withAsciiHost(URI uri) {
    String authority = Objects.toString(uri.getRawAuthority(), "");
    if (uri.getHost() != null || authority.isEmpty() || authority.length() > LONGEST_AUTHORITY) {
      return uri;
    }
    int port = authority.indexOf(':') < 0 ? authority.length() : authority.indexOf(':');
    String text = uri.toString();
    int at = text.indexOf("//") + 2;
    return WrittenAddress.host(authority.substring(0, port))
        .map(host -> text.substring(0, at) + host + text.substring(at + port))
        .map(URI::create)
        .orElse(uri);
  }

  private static String authority(URI uri, String scheme) {
    int usual = scheme.equals("https") ? 443 : 80;
    String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    return uri.getHost().toLowerCase(Locale.ROOT) + port;
  }

  /**
   * An address as it is written, if it may be shown to people and machines as one of a page: of the
   * web, with a host, and without a user. Only a host of other letters is as machines write it.
   */
  public static Optional<URI> shown(String text) {
    return of(text).map(address -> withAsciiHost(URI.create(text.strip())));
  }

  /** Host in lower case, without the port. */
  public String host() {
    return uri.getHost();
  }

  /** Whether the other is on the same host and port, be it over http or https. */
  public boolean sameHost(WebAddress other) {
    return host().equals(other.host()) && uri.getPort() == other.uri.getPort();
  }

  /** Whether two addresses of the web are on the same host and port, be it over http or https. */
  public static boolean sameHost(URI one, URI other) {
    return of(one).flatMap(first -> of(other).filter(first::sameHost)).isPresent();
  }

  /** Whether no page has such an address, because of its {@linkplain #isNoPath path}. */
  public static boolean isEndless(URI address) {
    return isNoPath(Objects.toString(address.getPath(), ""));
  }

  /**
   * Whether a path is longer than 2,000 characters or has more than 20 dots, as no page has, or has
   * parameters: Sling looks for a page before each dot, Oak follows each slash on the stack, both
   * of which strangers write without end; and behind {@code ;v=} stands a version, which they may
   * not read.
   */
  public static boolean isNoPath(String path) {
    return path.length() > LONGEST_PATH
        || path.chars().filter(c -> c == '.').count() > MOST_DOTS
        || path.indexOf(';') >= 0;
  }

  /** The text without the slashes at its end, which it may consist of. */
  public static String withoutSlashes(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(0, end);
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
