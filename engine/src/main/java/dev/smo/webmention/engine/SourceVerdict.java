// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.reactions.store.Reaction;

/** What a look at the source of a notice brought. */
sealed interface SourceVerdict {
  /** It links to our page, and this is what it says. */
  record Found(Reaction reaction) implements SourceVerdict {}

  /** It is not there, not for strangers, or does not link to our page. */
  record Absent(String reason) implements SourceVerdict {}

  /** It is more than is looked at, now and later; what was found before stays. */
  record Refused(String reason) implements SourceVerdict {}

  /** It could not be looked at; another time may tell. */
  record Unclear(String reason) implements SourceVerdict {}
}
