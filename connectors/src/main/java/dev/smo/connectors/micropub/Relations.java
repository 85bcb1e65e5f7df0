// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.micropub;

import dev.smo.outbound.Answer;
import dev.smo.words.LowerCase;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page says it belongs to, in its header {@code Link} or, after that, in elements {@code
 * link}. Walks over the page once.
 */
final class Relations {
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "(?i)(?<![a-z])([a-z]++)\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\\s\"'>]++))");
  private static final int LONGEST_ELEMENT = 2_000;

  private Relations() {}

  /** The address that the page gives for a relation. */
  static Optional<URI> of(Answer page, String relation) {
    return inHeaders(page, relation)
        .or(() -> inElements(page.text(), relation))
        .flatMap(address -> resolved(page.uri(), address));
  }

  /** An address as it stands on a page; empty where it is none of the web. */
  static Optional<URI> resolved(URI page, String address) {
    try {
      URI uri = page.resolve(address.strip());
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> inHeaders(Answer page, String relation) {
    for (Map.Entry<String, List<String>> header : page.headers().entrySet()) {
      if (header.getKey().equalsIgnoreCase("link")) {
        for (String value : header.getValue()) {
          Optional<String> found = inHeader(value, relation);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Several links may stand in one header, with commas in between. */
  private static Optional<String> inHeader(String value, String relation) {
    int from = value.indexOf('<');
    while (from >= 0) {
      int to = value.indexOf('>', from);
      int next = to < 0 ? -1 : value.indexOf('<', to);
      if (to < 0) {
        return Optional.empty();
      }
      String parameters = value.substring(to, next < 0 ? value.length() : next);
      if (says(parameters, relation)) {
        return Optional.of(value.substring(from + 1, to));
      }
      from = next;
    }
    return Optional.empty();
  }

  private static boolean says(String attributes, String relation) {
    return attribute(attributes, "rel")
        .filter(rel -> List.of(LowerCase.of(rel).split("\\s")).contains(relation))
        .isPresent();
  }

  private static Optional<String> attribute(String attributes, String name) {
    Matcher one = ATTRIBUTE.matcher(attributes);
    while (one.find()) {
      if (one.group(1).equalsIgnoreCase(name)) {
        String quoted = one.group(2) == null ? one.group(3) : one.group(2);
        return Optional.of(quoted == null ? one.group(4) : quoted);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inElements(String html, String relation) {
    String lower = LowerCase.of(html);
    boolean same = lower.length() == html.length();
    int from = lower.indexOf("<link");
    while (from >= 0) {
      int to = lower.indexOf('>', from);
      if (to < 0) {
        return Optional.empty();
      }
      String element = (same ? html : lower).substring(from, Math.min(to, from + LONGEST_ELEMENT));
      if (says(element, relation)) {
        return attribute(element, "href").map(href -> href.replace("&amp;", "&"));
      }
      from = lower.indexOf("<link", to);
    }
    return Optional.empty();
  }
}
