// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.words;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;

/** Reads one address, from its scheme to where a reader would say that it ends. */
final class AddressReader {
  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";
  private static final String QUOTES = "\"'";
  private static final String TRAILING = ".,;:!?*\"'";
  // Those of East Asia whose category is that of marks that may stand in an address.
  // A long dash stands between words, at most without blanks; twitter-text says so, too.
  private static final String ENDING = "<>、。，．：；！？｡､\u2014\u2015\uFFFE\uFFFF";

  private final String text;
  private int @Nullable [] partners;
  private int start;
  private int host;

  AddressReader(String text) {
    this.text = text;
  }

  /** The address whose scheme is there; empty where none follows it. */
  Optional<TextLink> read(int scheme, int sign) {
    start = scheme;
    host = sign + 3;
    int hostEnd = hostEnd();
    if (hostEnd < 0 || hostEnd - host > WrittenAddress.LONGEST_HOST) {
      return Optional.empty();
    }
    Optional<String> ascii = WrittenAddress.host(text.substring(host, hostEnd));
    if (ascii.isEmpty()) {
      return Optional.empty();
    }
    int path = portEnd(hostEnd);
    int end = pathEnd(path);
    String uri =
        text.substring(start, sign).toLowerCase(Locale.ROOT)
            + "://"
            + ascii.get()
            + text.substring(hostEnd, path)
            + WrittenAddress.encoded(text.substring(path, end));
    return Optional.of(new TextLink(start, path, end, uri));
  }

  /** Where the names of the host end, or -1 if they are none, too few or those of a user. */
  private int hostEnd() {
    int names = 0;
    int last = host;
    int end = host;
    for (int at = host; ; at = end + 1) {
      int next = nameEnd(at);
      if (topLevel(at, next) == at) {
        break;
      }
      names++;
      last = at;
      end = next;
      if (end == text.length() || text.charAt(end) != '.') {
        break;
      }
    }
    end = topLevel(last, end);
    // That of the root: before a path it ends no sentence.
    end = text.startsWith("./", end) ? end + 1 : end;
    return names < 2 || end == last || isUser(end) ? -1 : end;
  }

  private int nameEnd(int from) {
    int at = from;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!Character.isLetterOrDigit(c) && !isMark(c) && c != '-' && c != '_') {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  /** No last name mixes ASCII with others: {@code orgをご覧} is a name and the words behind it. */
  private int topLevel(int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) < 128) {
      at++;
    }
    int last = at > from ? at : end;
    while (last > from && "-_".indexOf(text.charAt(last - 1)) >= 0) {
      last--;
    }
    return last;
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /** A name before {@code @} only looks like the host that it hides. */
  private boolean isUser(int hostEnd) {
    int at = hostEnd;
    if (at < text.length() && text.charAt(at) == ':') {
      while (at < text.length() && "/?#@".indexOf(text.charAt(at)) < 0 && !ends(at)) {
        at++;
      }
    }
    return at < text.length() && text.charAt(at) == '@';
  }

  private int portEnd(int hostEnd) {
    int at = hostEnd + 1;
    while (at < text.length() && at <= hostEnd + 5 && isDigit(text.charAt(at))) {
      at++;
    }
    boolean port = hostEnd < text.length() && text.charAt(hostEnd) == ':' && at > hostEnd + 1;
    return port ? at : hostEnd;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private int pathEnd(int from) {
    if (from == text.length() || "/?#".indexOf(text.charAt(from)) < 0) {
      return from;
    }
    int at = from;
    while (at < text.length() && !ends(at) && !closesQuote(at)) {
      char c = text.charAt(at);
      boolean bracket = OPENING.indexOf(c) >= 0 || CLOSING.indexOf(c) >= 0;
      if (bracket && partner(at) < from) {
        break;
      }
      // What is between two brackets was looked at when they were matched.
      at = bracket ? partner(at) + 1 : at + Character.charCount(text.codePointAt(at));
    }
    return trimmed(from, at);
  }

  private boolean closesQuote(int at) {
    char c = text.charAt(at);
    return QUOTES.indexOf(c) >= 0 && start > 0 && text.charAt(start - 1) == c;
  }

  /** Where the bracket closes that opens there; -1 where none does, or none opens. */
  private int partner(int at) {
    if (partners == null) {
      partners = partners();
    }
    return partners[at];
  }

  /** Matched once for the whole text: what was matched for each address would cost its square. */
  private int[] partners() {
    int[] found = new int[text.length()];
    Arrays.fill(found, -1);
    Deque<Integer> open = new ArrayDeque<>();
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      char c = text.charAt(at);
      int closing = CLOSING.indexOf(c);
      if (OPENING.indexOf(c) >= 0) {
        open.push(at);
      } else if (closing >= 0
          && !open.isEmpty()
          && OPENING.indexOf(text.charAt(open.peek())) == closing) {
        found[open.pop()] = at;
      } else if (closing >= 0 || ends(at)) {
        open.clear();
      }
    }
    return found;
  }

  private boolean ends(int at) {
    int c = text.codePointAt(at);
    if (Character.isWhitespace(c) || Character.isSpaceChar(c) || ENDING.indexOf(c) >= 0) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> true;
      // Two join the letters of a word.
      case Character.FORMAT -> c != '\u200C' && c != '\u200D';
      case Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION ->
          c > 127;
      default -> false;
    };
  }

  /** Without the punctuation of the sentence around, but with a quote whose other one is in it. */
  private int trimmed(int from, int end) {
    int[] quotes = new int[QUOTES.length()];
    for (int i = from; i < end; i++) {
      int quote = QUOTES.indexOf(text.charAt(i));
      if (quote >= 0) {
        quotes[quote]++;
      }
    }
    int at = end;
    while (at > from && trails(text.charAt(at - 1))) {
      int quote = QUOTES.indexOf(text.charAt(at - 1));
      if (quote >= 0 && quotes[quote]-- % 2 == 0) {
        break;
      }
      at--;
    }
    return at;
  }

  /** Punctuation of a sentence in any script: Arabic, Devanagari, Armenian, Ethiopic and so on. */
  private static boolean trails(char c) {
    return c < 128 ? TRAILING.indexOf(c) >= 0 : Character.getType(c) == Character.OTHER_PUNCTUATION;
  }
}
