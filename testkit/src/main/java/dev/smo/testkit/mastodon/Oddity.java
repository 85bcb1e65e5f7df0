// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.mastodon;

/** How servers that speak Mastodon's API differ from Mastodon; seen of one or another. */
public enum Oddity {
  /** Knows no {@code Idempotency-Key}. */
  NO_KEYS,
  /** Answers 400 "Duplicate" to a key that it knows. */
  REFUSES_A_REPEATED_KEY,
  /** Keeps refusals and faults under the key, too, and answers them again. */
  REPLAYS_FAULTS,
  /** Lists what is not public to nobody, the account included. */
  HIDES_WHAT_NOT_ALL_SEE,
  /** Refuses to list statuses. */
  REFUSES_THE_LIST,
  /** Gives one status in a call, never several. */
  ONE_STATUS_A_CALL,
  /** Takes no forms. */
  JSON_ONLY,
  /** Answers 404 to a deletion, and deletes nothing. */
  DELETES_NOTHING,
  /** Knows {@code /api/v1/instance} only. */
  FIRST_VERSION_ONLY,
  /** Shows its page to whoever asks for its software. */
  HAS_NO_NODEINFO,
  /** Says that an address counts 25, and counts each code point of it. */
  COUNTS_CODE_POINTS,
  /** Gives words back as they came. */
  DOES_NOT_ESCAPE,
  /** Says when a limit ends in seconds since 1970. */
  SECONDS_SINCE_1970,
  /** Answers 401 to a status that it does not take. */
  REFUSES_WITH_401,
  /** Answers 422 to a token that it does not know. */
  REFUSES_TOKENS_WITH_422,
  /** Answers with a status of other words than were sent. */
  ANSWERS_WITH_ANOTHER
}
