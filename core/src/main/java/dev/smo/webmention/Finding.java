package dev.smo.webmention;

import dev.smo.reactions.Reaction;

/** What a look at the source of a notice brought. */
sealed interface Finding {
  /** It links to our page, and this is what it says. */
  record Found(Reaction reaction) implements Finding {}

  /** It is not there, not for strangers, or does not link to our page. */
  record Absent(String reason) implements Finding {}

  /** It is more than is looked at, now and later; what was found before stays. */
  record Refused(String reason) implements Finding {}

  /** It could not be looked at; another time may tell. */
  record Unclear(String reason) implements Finding {}
}
