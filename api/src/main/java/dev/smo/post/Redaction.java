// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.post;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of words, in each writing in which networks quote what they were sent: as they
 * are, URL-encoded, as a string of JSON, and anywhere inside Base64, as in {@code Authorization:
 * Basic}. All places are found before any is replaced, so one secret may be part of another.
 */
final class Redaction {
  /** Shorter secrets are part of too many words: they are taken out only where they stand alone. */
  private static final int SHORT = 4;

  private static final String ESCAPED = "\"\\/\b\f\n\r\t";
  private static final String ESCAPES = "\"\\/bfnrt";

  // Possessive, or a long run would go as deep into the stack as it is long.
  private static final Pattern BASE64 =
      Pattern.compile(
          "(?:[A-Za-z0-9+/_-]++|%2[BbFf]|\\\\u002[BbFf]|\\\\/)++(?:=|%3[Dd]|\\\\u003[Dd]){0,2}");
  private static final Pattern PLUS = Pattern.compile("%2[Bb]|\\\\u002[Bb]|-");
  private static final Pattern SLASH = Pattern.compile("%2[Ff]|\\\\u002[Ff]|\\\\/|_");
  private static final Pattern PADDING = Pattern.compile("(?:=|%3[Dd]|\\\\u003[Dd]){1,2}$");

  private final String words;
  private final BitSet hidden = new BitSet();

  private Redaction(String words) {
    this.words = words;
  }

  static String of(String words, Collection<Secret> secrets) {
    Redaction redaction = new Redaction(words);
    for (Secret secret : secrets) {
      if (!secret.open().isEmpty()) {
        redaction.hide(secret.open());
        redaction.hideInBase64(secret.open());
      }
    }
    return redaction.words();
  }

  private String words() {
    StringBuilder clean = new StringBuilder();
    int from = 0;
    while (from < words.length()) {
      int start = hidden.nextSetBit(from);
      if (start < 0) {
        break;
      }
      clean.append(words, from, start).append(Secret.of("").toString());
      from = hidden.nextClearBit(start);
    }
    return clean.append(words, from, words.length()).toString();
  }

  private void hide(String secret) {
    List<List<String>> writings = secret.codePoints().mapToObj(Redaction::writings).toList();
    for (int start = 0; start < words.length(); start++) {
      int end = end(start, writings);
      if (end > start && (secret.length() >= SHORT || standsAlone(start, end))) {
        hidden.set(start, end);
      }
    }
  }

  /** How one character may be written. */
  private static List<String> writings(int character) {
    String plain = Character.toString(character);
    StringBuilder percent = new StringBuilder();
    for (byte b : plain.getBytes(StandardCharsets.UTF_8)) {
      percent.append(String.format(Locale.ROOT, "%%%02x", b));
    }
    StringBuilder number = new StringBuilder();
    for (char c : plain.toCharArray()) {
      number.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    List<String> writings = new ArrayList<>(List.of(plain, percent.toString(), number.toString()));
    int escape = ESCAPED.indexOf(character);
    if (escape >= 0) {
      writings.add("\\" + ESCAPES.charAt(escape));
    }
    if (character == ' ') {
      writings.add("+");
    }
    return writings;
  }

  /** Where a secret that starts here ends; -1 where none does. */
  private int end(int start, List<List<String>> secret) {
    // Several ways may lead on: "%25" is a percent sign, or the three characters.
    Set<Integer> ends = Set.of(start);
    for (List<String> writings : secret) {
      Set<Integer> next = new HashSet<>();
      for (int end : ends) {
        for (String writing : writings) {
          boolean anyCase = writing.length() > 1;
          if (words.regionMatches(anyCase, end, writing, 0, writing.length())) {
            next.add(end + writing.length());
          }
        }
      }
      if (next.isEmpty()) {
        return -1;
      }
      ends = next;
    }
    return ends.stream().mapToInt(Integer::intValue).max().orElse(-1);
  }

  private boolean standsAlone(int start, int end) {
    boolean begins =
        start == 0
            || !Character.isLetterOrDigit(words.charAt(start - 1))
            || (start >= 3 && words.charAt(start - 3) == '%');
    return begins && (end == words.length() || !Character.isLetterOrDigit(words.charAt(end)));
  }

  private void hideInBase64(String secret) {
    String bytes = new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    Matcher run = BASE64.matcher(words);
    while (run.find()) {
      String text = PADDING.matcher(run.group()).replaceFirst("");
      text = SLASH.matcher(PLUS.matcher(text).replaceAll("+")).replaceAll("/");
      if (holds(text, bytes)) {
        hidden.set(run.start(), run.end());
      }
    }
  }

  private static boolean holds(String base64, String secret) {
    if (secret.length() < SHORT) {
      String decoded = decoded(base64);
      return decoded.equals(secret)
          || decoded.endsWith(":" + secret)
          || decoded.startsWith(secret + ":");
    }
    // What stands before it, such as a path, may have shifted it.
    for (int from = 0; from < Math.min(4, base64.length()); from++) {
      if (decoded(base64.substring(from)).contains(secret)) {
        return true;
      }
    }
    return false;
  }

  private static String decoded(String base64) {
    int whole = base64.length() % 4 == 1 ? base64.length() - 1 : base64.length();
    byte[] bytes = Base64.getDecoder().decode(base64.substring(0, whole));
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
