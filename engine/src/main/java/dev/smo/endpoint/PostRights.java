// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which posts one person sees and decides about: those of pages that person reads or writes, where
 * the page is now. Each page is asked about once, so it holds for one answer and no longer.
 */
public final class PostRights {
  private final boolean administrator;
  private final Predicate<String> reads;
  private final Predicate<String> writes;
  private final Map<String, Boolean> read = new HashMap<>();
  private final Map<String, Boolean> written = new HashMap<>();

  /**
   * Rights by the paths of pages.
   *
   * @param administrator whether the person sees the posts of pages that are gone, and all others
   */
  public PostRights(boolean administrator, Predicate<String> reads, Predicate<String> writes) {
    this.administrator = administrator;
    this.reads = reads;
    this.writes = writes;
  }

  public static PostRights of(Visitor visitor) {
    return new PostRights(visitor.administrator(), visitor::sees, visitor::decides);
  }

  /** Whether the person looks after the connections. */
  public boolean isAdministrator() {
    return administrator;
  }

  public boolean sees(PostRecord post) {
    return administrator || (!PageAway.isRemoved(post) && reads(post.text(Key.PATH)));
  }

  /** Another page may be where this one was, and its authors have no say about this one's posts. */
  public boolean decides(PostRecord post) {
    return administrator || (!PageAway.isRemoved(post) && writes(post.text(Key.PATH)));
  }

  /**
   * Whether the person reads a page. What is left of an erased post names none, and is nobody's.
   */
  public boolean reads(String page) {
    return administrator || (!page.isEmpty() && read.computeIfAbsent(page, reads::test));
  }

  /** Whether the person decides about what is said of a page. */
  public boolean writes(String page) {
    return administrator || (!page.isEmpty() && written.computeIfAbsent(page, writes::test));
  }
}
