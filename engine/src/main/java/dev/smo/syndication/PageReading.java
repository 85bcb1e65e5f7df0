// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.page.Page;
import java.time.Instant;

/**
 * A page, as it was read for its posts.
 *
 * @param identity by what its posts are known; empty where none was minted yet
 * @param read when
 */
record PageReading(String identity, PlannedPage subject, Instant read) {
  Page page() {
    return subject.page();
  }

  PageReading of(String minted) {
    return new PageReading(minted, subject, read);
  }
}
