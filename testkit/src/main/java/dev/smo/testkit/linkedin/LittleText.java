// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.linkedin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jetbrains.annotations.Nullable;

/** LinkedIn's "little text", which is cut without a word at the first sign that means nothing. */
final class LittleText {
  private static final String SIGNS = "\\|{}@[]()<>#*_~";
  // The grammar excepts no address; what is left to it is what addresses cannot do without.
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\\\\|{}\\[\\]()<>*~]++");
  private static final Pattern TAG = Pattern.compile("#[\\p{L}\\p{N}_]++");
  private static final Pattern TEMPLATE = Pattern.compile("\\{hashtag\\|\\\\?#\\|([^|{}]++)\\}");
  private static final Pattern MENTION =
      Pattern.compile("@\\[([^\\[\\]]++)\\]\\(urn:li:[A-Za-z]++:[^()]++\\)");

  private LittleText() {}

  /** What readers see of it. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      Matcher element = element(text, at);
      if (element != null) {
        shown.append(element.pattern() == TEMPLATE ? "#" : "");
        shown.append(element.groupCount() > 0 ? element.group(1) : element.group());
        at = element.end();
        continue;
      }
      char c = text.charAt(at);
      boolean escape =
          c == '\\' && at + 1 < text.length() && SIGNS.indexOf(text.charAt(at + 1)) >= 0;
      if (!escape && SIGNS.indexOf(c) >= 0) {
        break;
      }
      shown.append(text.charAt(escape ? at + 1 : at));
      at += escape ? 2 : 1;
    }
    return shown.toString();
  }

  /** As LinkedIn gives a text back: with hashtags in full. */
  static String listed(String text) {
    return TAG.matcher(text).replaceAll(tag -> "{hashtag|\\\\#|" + tag.group().substring(1) + "}");
  }

  private static @Nullable Matcher element(String text, int at) {
    for (Pattern pattern : new Pattern[] {ADDRESS, TAG, TEMPLATE, MENTION}) {
      Matcher matcher = pattern.matcher(text).region(at, text.length());
      if (matcher.lookingAt()) {
        return matcher;
      }
    }
    return null;
  }
}
