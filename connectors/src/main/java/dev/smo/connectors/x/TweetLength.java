// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import com.twitter.twittertext.TldLists;
import com.twitter.twittertext.TwitterTextEmojiRegex;
import dev.smo.words.LowerCase;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Counts as twitter-text 3 does: code points of most alphabets weigh 1, others 2, an emoji 2
 * whatever it is made of, and an address 23. In doubt it counts more: it takes less for an address
 * that is longer than 23, and more for one that is shorter. Needs linear time.
 */
final class TweetLength {
  static final int URL = 23;

  private static final int LONGEST_URL = 4_000;
  private static final String OPENING = "(\"'«“„‘[";
  private static final String IN_PATH = "!*';:=+,.$/%#[]-_~|&@";
  private static final String IN_QUERY = IN_PATH + "?";
  private static final String AT_END = "=_#/-";
  private static final Set<String> TLDS = new HashSet<>();
  private static final List<String> OTHER_SCRIPTS;

  static {
    TLDS.addAll(TldLists.GTLDS);
    TLDS.addAll(TldLists.CTLDS);
    OTHER_SCRIPTS = TLDS.stream().filter(tld -> tld.charAt(0) > 127).toList();
  }

  private final String text;
  private int at;
  private int weight;

  private TweetLength(String text) {
    this.text = text;
  }

  static int of(CharSequence text) {
    return new TweetLength(Normalizer.normalize(text, Normalizer.Form.NFC)).count();
  }

  private int count() {
    Matcher emoji = TwitterTextEmojiRegex.VALID_EMOJI_PATTERN.matcher(text);
    int next = emoji.find() ? emoji.start() : text.length();
    while (at < text.length()) {
      int end = address(at);
      if (end > at) {
        weight += URL;
        at = end;
        while (next < at) {
          next = emoji.find(at) ? emoji.start() : text.length();
        }
      } else if (at == next) {
        weight += emoji(at);
        at = emoji.end();
        next = emoji.find() ? emoji.start() : text.length();
      } else {
        int point = text.codePointAt(at);
        weight += weight(point) + (point == '.' ? domain(at) : 0);
        at += Character.charCount(point);
      }
    }
    return weight;
  }

  /** X may take the digit that some emoji begin with for an address's, and count what is left. */
  private int emoji(int from) {
    boolean apart = from == 0 || Character.isWhitespace(text.charAt(from - 1));
    return text.charAt(from) > 127 || apart ? 2 : 4;
  }

  private static int weight(int point) {
    boolean light =
        point <= 4351
            || (point >= 8192 && point <= 8205)
            || (point >= 8208 && point <= 8223)
            || (point >= 8242 && point <= 8247);
    return light ? 1 : 2;
  }

  /** Where an address ends that certainly begins here; otherwise {@code from}. */
  private int address(int from) {
    int host = scheme(from);
    if (host == from || !(from == 0 || opens(text.charAt(from - 1)))) {
      return from;
    }
    int end = host;
    while (end < text.length() && isInHost(text.charAt(end))) {
      end++;
    }
    // A dot at the end is the sentence's.
    while (end > host && text.charAt(end - 1) == '.') {
      end--;
    }
    String name = text.substring(host, end);
    boolean followed = end == text.length() || ends(text.charAt(end));
    if (!followed || !isDomain(name) || name.equalsIgnoreCase("t.co")) {
      return from;
    }
    int last = path(end);
    return last - from > LONGEST_URL ? from : last;
  }

  private int scheme(int from) {
    for (String scheme : List.of("https://", "http://")) {
      if (text.regionMatches(true, from, scheme, 0, scheme.length())) {
        return from + scheme.length();
      }
    }
    return from;
  }

  private static boolean opens(char before) {
    return Character.isWhitespace(before) || OPENING.indexOf(before) >= 0;
  }

  private static boolean ends(char after) {
    return Character.isWhitespace(after) || "/?#.,;!)\"'».".indexOf(after) >= 0;
  }

  private static boolean isInHost(char c) {
    return isLetterOrDigit(c) || c == '-' || c == '.';
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isDomain(String name) {
    String[] labels = name.split("\\.", -1);
    for (String label : labels) {
      if (label.isEmpty() || label.length() > 63 || label.startsWith("-") || label.endsWith("-")) {
        return false;
      }
    }
    return labels.length > 1 && TLDS.contains(LowerCase.of(labels[labels.length - 1]));
  }

  /** Where path and query end that certainly belong to an address whose host ends here. */
  private int path(int host) {
    int end = startsWith('/', host) ? run(host + 1, IN_PATH) : host;
    // A query belongs to the address only right behind what X counts as its path.
    return startsWith('?', end) ? run(end, IN_QUERY) : end;
  }

  private boolean startsWith(char c, int index) {
    return index < text.length() && text.charAt(index) == c;
  }

  /** The end of the last letter that may end an address, in the run of such letters from here. */
  private int run(int from, String marks) {
    int last = from;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && marks.indexOf(c) < 0) {
        break;
      }
      last = isLetterOrDigit(c) || AT_END.indexOf(c) >= 0 ? i + 1 : last;
    }
    return last;
  }

  /** What more a word with a dot may weigh than its letters: X may take it for an address. */
  private int domain(int dot) {
    if (dot + 1 == text.length() || dot == 0 || Character.isWhitespace(text.charAt(dot - 1))) {
      return 0;
    }
    int end = dot + 1;
    while (end < text.length() && isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    String label = LowerCase.of(text.substring(dot + 1, end));
    int behind = dot + 1;
    boolean known =
        label.isEmpty()
            ? OTHER_SCRIPTS.stream().anyMatch(tld -> text.startsWith(tld, behind))
            : TLDS.contains(label);
    // The shortest, "a.co", weighs 4; an emoji that begins with a digit may be a part of it.
    return known ? URL - 4 + 2 : 0;
  }
}
