// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who wrote of what posts of a page say, as it is noted with the page.
 *
 * @param mark another one with each change of that person, so that a post can say which changes
 *     were in the page when it was read; empty where nobody knows
 */
record WordsAuthor(String name, String mark) {
  /** Values of {@code jcr:content/smo}: a name each, and its mark behind it. */
  static final String PROPERTY = "wordsBy";

  private static final Pattern LINE =
      Pattern.compile("(.+) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", Pattern.DOTALL);

  /** Who wrote just now. */
  static WordsAuthor now(String name) {
    return new WordsAuthor(name, UUID.randomUUID().toString());
  }

  /** Whoever is noted in the properties of a page's node. */
  static List<WordsAuthor> all(Map<String, Object> smo) {
    Object noted = smo.get(PROPERTY);
    Stream<String> lines =
        noted instanceof String[] all
            ? Stream.of(all)
            : noted instanceof String one ? Stream.of(one) : Stream.empty();
    return lines.map(WordsAuthor::parse).toList();
  }

  private static WordsAuthor parse(String line) {
    Matcher parts = LINE.matcher(line);
    return parts.matches()
        ? new WordsAuthor(parts.group(1), parts.group(2))
        : new WordsAuthor(line, "");
  }

  String line() {
    return mark.isEmpty() ? name : name + " " + mark;
  }
}
