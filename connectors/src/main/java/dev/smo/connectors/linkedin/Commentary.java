// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

/**
 * Words as posts and comments have them: a post's are "little text", in which signs that are not
 * meant as markup stand behind a backslash; a comment's are plain.
 */
final class Commentary {
  static final int MAX_LENGTH = 3000;

  /** Of a post with pictures, the link stands behind the words; so long may it be. */
  static final int LINK_ROOM = 600;

  private static final String SIGNS = "\\|{}@[]()<>#*_~";

  private Commentary() {}

  /** Little text as people read it. */
  static String plain(String little) {
    StringBuilder plain = new StringBuilder(little.length());
    for (int at = 0; at < little.length(); at++) {
      boolean escape =
          little.charAt(at) == '\\'
              && at + 1 < little.length()
              && SIGNS.indexOf(little.charAt(at + 1)) >= 0;
      at += escape ? 1 : 0;
      plain.append(little.charAt(at));
    }
    return plain.toString();
  }
}
