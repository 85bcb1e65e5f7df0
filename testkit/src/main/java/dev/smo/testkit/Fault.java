// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import java.time.Duration;

/** A way in which a network fails a call. */
public sealed interface Fault {
  /** Refuses for now, in the network's own words, and says how long to wait. */
  record RateLimited(Duration pause) implements Fault {}

  /** Answers with a 5xx and does not tell whether it acted; it did not. */
  record ServerError(int status) implements Fault {}

  /** Refuses the token, in the network's own words. */
  record Unauthorised() implements Fault {}

  /** Refuses the post itself, in the network's own words, for this reason. */
  record Invalid(String reason) implements Fault {}

  /** Acts, then cuts the connection without an answer. */
  record Lost() implements Fault {}

  /** Acts, then cuts the connection in the middle of the answer. */
  record HalfAnswered() implements Fault {}

  /** Cuts the connection without acting. */
  record Cut() implements Fault {}

  /** Acts, then never answers. */
  record Stalled() implements Fault {}

  /** Acts, then answers 200 with a page where JSON belongs. */
  record Garbled() implements Fault {}

  /** The fault of a name, as the control endpoint takes it. */
  static Fault named(String name, int seconds) {
    return switch (name) {
      case "429" -> new RateLimited(Duration.ofSeconds(seconds));
      case "401" -> new Unauthorised();
      case "422", "400" -> new Invalid("Refused on demand");
      case "lose" -> new Lost();
      case "half" -> new HalfAnswered();
      case "cut" -> new Cut();
      case "stall" -> new Stalled();
      case "garble" -> new Garbled();
      default -> new ServerError(Integer.parseInt(name));
    };
  }
}
