// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import dev.smo.words.LowerCase;
import dev.smo.words.WrittenAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.http.conn.util.PublicSuffixList;
import org.apache.http.conn.util.PublicSuffixListParser;
import org.apache.http.conn.util.PublicSuffixMatcherLoader;

/**
 * By whom a host is run, as far as its name tells: the part of it that somebody registered, by the
 * public suffix list that the HTTP client brings along. Of {@code a.b.example.co.uk} it is {@code
 * example.co.uk}.
 */
public final class RegistrableDomain {
  private static final String LIST = "/mozilla/public-suffix-list.txt";

  private RegistrableDomain() {}

  /** Read when first asked for. The client's own matcher knows no private suffixes. */
  private static final class Suffixes {
    static final Set<String> RULES;
    static final Set<String> EXCEPTIONS;

    static {
      PublicSuffixList list = read();
      RULES = inAscii(list.getRules());
      EXCEPTIONS = inAscii(list.getExceptions());
    }

    private static Set<String> inAscii(Collection<String> rules) {
      return rules.stream().map(RegistrableDomain::ascii).collect(Collectors.toUnmodifiableSet());
    }

    private static PublicSuffixList read() {
      try (InputStream in =
          Objects.requireNonNull(PublicSuffixMatcherLoader.class.getResourceAsStream(LIST), LIST)) {
        return new PublicSuffixListParser()
            .parse(new InputStreamReader(in, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * The domain of a host, in lower case and Punycode and without the dot of the root, so that it is
   * one name however it is written; the host itself where it is a suffix, or an address of numbers.
   */
  public static String of(String host) {
    String name = ascii(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
    if (name.startsWith("[") || name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
      return name;
    }
    String domain = name;
    for (String rest = name; !isSuffix(rest); rest = behindDot(rest)) {
      domain = rest;
      if (Suffixes.EXCEPTIONS.contains(rest)) {
        break;
      }
    }
    return domain;
  }

  /** A name that is none of the DNS stays as it is. */
  private static String ascii(String name) {
    return WrittenAddress.host(name).orElseGet(() -> LowerCase.of(name));
  }

  private static boolean isSuffix(String name) {
    return name.indexOf('.') < 0
        || Suffixes.RULES.contains(name)
        || (Suffixes.RULES.contains("*." + behindDot(name)) && !Suffixes.EXCEPTIONS.contains(name));
  }

  private static String behindDot(String name) {
    return name.substring(name.indexOf('.') + 1);
  }
}
