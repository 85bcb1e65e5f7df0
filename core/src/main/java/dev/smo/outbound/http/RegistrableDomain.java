// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
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
      RULES = Set.copyOf(list.getRules());
      EXCEPTIONS = Set.copyOf(list.getExceptions());
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
   * The domain of a host, in lower case; the host itself where it is a suffix, or an address of
   * numbers.
   */
  public static String of(String host) {
    String name = host.toLowerCase(Locale.ROOT);
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

  private static boolean isSuffix(String name) {
    return name.indexOf('.') < 0
        || Suffixes.RULES.contains(name)
        || (Suffixes.RULES.contains("*." + behindDot(name)) && !Suffixes.EXCEPTIONS.contains(name));
  }

  private static String behindDot(String name) {
    return name.substring(name.indexOf('.') + 1);
  }
}
