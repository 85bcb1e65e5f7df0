// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import dev.smo.post.Post;
import java.net.URI;
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

  /** Those of {@link #SIGNS} that an address may not have in little text. */
  private static final Pattern IN_ADDRESS = Pattern.compile("[\\\\|{}\\[\\]()<>*~]");

  private Commentary() {}

  /**
   * The post with its link as it stands within words, where LinkedIn may take brackets for markup
   * and a backslash would be part of the address.
   */
  static Post linked(Post post) {
    return post.link()
        .map(
            link ->
                IN_ADDRESS
                    .matcher(link.toString())
                    .replaceAll(sign -> "%%%02X".formatted((int) sign.group().charAt(0))))
        .map(link -> post.toBuilder().link(URI.create(link)).build())
        .orElse(post);
  }

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
