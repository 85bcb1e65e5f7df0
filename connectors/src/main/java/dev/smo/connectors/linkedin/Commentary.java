// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import dev.smo.post.Post;

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

  /** The words of a post as they are sent. */
  static String of(Post post) {
    String link = post.attached() ? post.link().map(Object::toString).orElse("") : "";
    if (link.isEmpty() || post.text().contains(link)) {
      return post.text();
    }
    return post.text().isEmpty() ? link : post.text() + "\n\n" + link;
  }

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
