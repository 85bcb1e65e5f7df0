// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.reactions.store.Reaction;
import dev.smo.web.WebAddress;
import java.util.Set;

/** What a look at the source of a notice brought. */
sealed interface SourceVerdict {
  /** It links to our page, and this is what it says. */
  record Found(Reaction reaction) implements SourceVerdict {}

  /** It is there no more. */
  record Absent(String reason) implements SourceVerdict {}

  /**
   * It does not link to the target as the notice writes it.
   *
   * @param links what it links to on the target's host; the target's page may be among them under
   *     another address
   */
  record Unlinked(Set<WebAddress> links) implements SourceVerdict {}

  /** It is more than is looked at, now and later; what was found before stays. */
  record Refused(String reason) implements SourceVerdict {}

  /** It could not be looked at; another time may tell. */
  record Unclear(String reason) implements SourceVerdict {}
}
