// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.PostRecord.Key;
import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;

/** Which words of a page went out as four eyes saw them, so that nobody's are new in them. */
public final class SeenWords {
  private SeenWords() {}

  /**
   * Marks of the changes that were in the page of a post when it was read, if it went out in the
   * words of the page, and somebody had approved these who had not written them; else none.
   */
  public static List<String> of(PostRecord post) {
    // Of one that is packed only those were kept.
    boolean seen = !post.text(Key.PACKED).isEmpty() || wasSeen(post);
    return seen ? post.texts(Key.WORDS_READ) : List.of();
  }

  /** The same as a value of what is kept of a post that is packed; null: none. */
  static String @Nullable [] kept(PostRecord post) {
    List<String> seen = of(post);
    return seen.isEmpty() ? null : seen.toArray(String[]::new);
  }

  private static boolean wasSeen(PostRecord post) {
    boolean otherWords =
        Stream.of(Key.CHANGED_BY, Key.WISHED_TEXT).anyMatch(key -> !post.text(key).isEmpty())
            || Stream.of(Key.WISHED_OPTIONS, Key.WISHED_IMAGES)
                .anyMatch(key -> !post.texts(key).isEmpty())
            || post.flag(Key.WITHOUT_PICTURES);
    return post.time(Key.SENT).isPresent()
        && post.needsFourEyes()
        && post.flag(Key.MUST_APPROVE)
        && !post.lacksApproval()
        && !otherWords;
  }
}
