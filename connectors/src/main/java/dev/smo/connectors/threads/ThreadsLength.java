// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.threads;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts as Threads documents it: a character counts one, an emoji as many as it has bytes in
 * UTF-8. What may be an emoji or not, such as an arrow, counts as one, so that nothing is too long.
 */
final class ThreadsLength {
  static final int MAX = 500;

  private static final Pattern CLUSTER = Pattern.compile("\\X");
  private static final Pattern EMOJI =
      Pattern.compile(
          "[\\x{1F000}-\\x{1FAFF}\\u2190-\\u21FF\\u2300-\\u23FF\\u2460-\\u24FF\\u25A0-\\u27BF"
              + "\\u2900-\\u297F\\u2B00-\\u2BFF\\u3030\\u303D\\u3297\\u3299\\u203C\\u2049\\u2122"
              + "\\u2139\\u00A9\\u00AE\\u20E3\\uFE0F]");

  private ThreadsLength() {}

  static int of(String text) {
    int length = 0;
    Matcher cluster = CLUSTER.matcher(text);
    while (cluster.find()) {
      String one = cluster.group();
      length +=
          EMOJI.matcher(one).find()
              ? one.getBytes(StandardCharsets.UTF_8).length
              : one.codePointCount(0, one.length());
    }
    return length;
  }
}
