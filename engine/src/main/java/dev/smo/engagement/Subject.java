// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.reactions.store.Aside;

/**
 * What people did something with: a post of ours, or what a page shows and is only looked at.
 *
 * @param id 64 hexadecimal digits
 * @param network name of its network
 * @param page identity of its page
 * @param path where the page is
 * @param permalink where people see it
 */
public record Subject(String id, String network, String page, String path, String permalink) {
  static Subject of(PostRecord post) {
    return new Subject(
        post.id(),
        post.text(Key.NETWORK),
        post.isNote() ? Aside.of(post.text(Key.PAGE), post.id()) : post.text(Key.PAGE),
        post.text(Key.PATH),
        post.text(Key.PERMALINK));
  }
}
