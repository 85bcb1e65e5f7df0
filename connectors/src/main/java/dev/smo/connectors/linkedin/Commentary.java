// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import java.util.regex.Pattern;

/**
 * Words as posts and comments have them: a post's are "little text", in which signs that are not
 * meant as markup stand behind a backslash; a comment's are plain.
 */
final class Commentary {
  static final int MAX_LENGTH = 3000;

  /** Of a post with pictures, the link stands behind the words; so long may it be. */
  static final int LINK_ROOM = 600;

  private static final String SIGNS = "\\|{}@[]()<>#*_~";

  // As LinkedIn gives hashtags and mentions back.
  private static final Pattern HASHTAG = Pattern.compile("\\{hashtag\\|\\\\?+#\\|([^|{}]*+)\\}");
  private static final Pattern MENTION =
      Pattern.compile("@\\[([^\\[\\]]*+)\\]\\(urn:li:[^()]*+\\)");

  private Commentary() {}

  /** Little text as people read it. */
  static String plain(String little) {
    String text = HASHTAG.matcher(little).replaceAll("#$1");
    text = MENTION.matcher(text).replaceAll("$1");
    StringBuilder plain = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      boolean escape =
          text.charAt(at) == '\\'
              && at + 1 < text.length()
              && SIGNS.indexOf(text.charAt(at + 1)) >= 0;
      at += escape ? 1 : 0;
      plain.append(text.charAt(at));
    }
    return plain.toString();
  }
}
