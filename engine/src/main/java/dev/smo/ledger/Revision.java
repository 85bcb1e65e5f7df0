// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Keys;
import java.util.Arrays;
import java.util.Calendar;
import java.util.EnumSet;
import java.util.Set;
import org.jetbrains.annotations.Nullable;

/** Names what a record says, so that whoever read it can say what was read. */
final class Revision {
  private static final int LENGTH = 16;

  private static final Set<Key> CONTENT =
      EnumSet.of(
          Key.CONNECTION,
          Key.NETWORK,
          Key.ENTERED,
          Key.TEXT,
          Key.THREAD,
          Key.HASHTAGS,
          Key.TITLE,
          Key.DESCRIPTION,
          Key.LINK,
          Key.IMAGE,
          Key.IMAGE_ALT,
          Key.MORE_IMAGES,
          Key.MORE_ALTS,
          Key.IMAGE_INSTEAD,
          Key.LANGUAGE,
          Key.OPTIONS,
          Key.IN_REPLY_TO);

  /**
   * Content as well, of those posts that have it: where a short link leads, which says the same
   * wherever that is, and that a post goes without its pictures.
   */
  private static final Set<Key> WHERE_THERE = EnumSet.of(Key.TARGET, Key.WITHOUT_PICTURES);

  private static final Set<Key> WHEN = EnumSet.of(Key.SCHEDULED, Key.ROUND);

  private Revision() {}

  static String content(PostRecord post) {
    return hash(what(post));
  }

  static String of(PostRecord post) {
    return hash(what(post) + said(post, WHEN) + post.attempt());
  }

  private static String what(PostRecord post) {
    EnumSet<Key> there = EnumSet.copyOf(WHERE_THERE);
    there.removeIf(key -> !post.values().containsKey(key.property()));
    return said(post, CONTENT) + said(post, there);
  }

  private static String hash(String said) {
    return Keys.hash(said).substring(0, LENGTH);
  }

  /** With the length of each value, so that no two records are written alike. */
  private static String said(PostRecord post, Set<Key> keys) {
    StringBuilder said = new StringBuilder();
    for (Key key : keys) {
      String value = written(post.values().get(key.property()));
      said.append(key.property()).append(' ').append(value.length()).append(' ').append(value);
    }
    return said.toString();
  }

  private static String written(@Nullable Object value) {
    if (value instanceof String[] all) {
      StringBuilder written = new StringBuilder();
      Arrays.asList(all).forEach(one -> written.append(one.length()).append(' ').append(one));
      return written.toString();
    }
    return value instanceof Calendar time
        ? time.toInstant().toString()
        : value == null ? "" : value.toString();
  }
}
