// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.prose.PlainText;
import dev.smo.reactions.store.Reaction;
import dev.smo.web.WebAddress;
import java.net.URI;
import java.time.temporal.ChronoUnit;

/** Makes what strangers wrote small and plain. It does not escape: that is for the output. */
final class ForeignText {
  static final int LONGEST_TEXT = 1000;
  static final int LONGEST_NAME = 100;
  static final int LONGEST_ADDRESS = 1000;

  /** Some scripts need a few on one letter; piles of them paint over the lines around. */
  private static final int MOST_MARKS = 4;

  private ForeignText() {}

  /** Whoever only liked or reposted is counted, so their names are not kept. */
  static Reaction clean(Reaction reaction) {
    boolean words = reaction.kind().hasWords();
    return new Reaction(
        line(reaction.source(), LONGEST_NAME),
        reaction.key(),
        reaction.kind(),
        words ? line(reaction.author(), LONGEST_NAME) : "",
        words ? address(reaction.authorUrl()) : "",
        words ? line(reaction.text(), LONGEST_TEXT) : "",
        address(reaction.url()),
        // As the repository keeps it, so that the same reaction is equal when it comes again.
        reaction.at().truncatedTo(ChronoUnit.MILLIS));
  }

  /** One line without text directions (see docs/rationale.md), cut with an ellipsis. */
  static String line(String text, int most) {
    // What is far too long is not even looked at: each character may become one code point.
    String start = text.length() > most * 8 ? text.substring(0, most * 8) : text;
    StringBuilder line = new StringBuilder();
    int count = 0;
    int marks = 0;
    int[] points = PlainText.line(start).codePoints().toArray();
    for (int c : points) {
      marks = isMark(c) ? marks + 1 : 0;
      if (marks > MOST_MARKS) {
        continue;
      }
      if (++count > most) {
        return line.append('…').toString();
      }
      line.appendCodePoint(c);
    }
    return start.length() < text.length() ? line.append('…').toString() : line.toString();
  }

  /** The address if a browser may be sent there, otherwise empty. */
  static String address(String text) {
    return text.length() > LONGEST_ADDRESS
        ? ""
        : WebAddress.shown(text).map(URI::toASCIIString).orElse("");
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }
}
