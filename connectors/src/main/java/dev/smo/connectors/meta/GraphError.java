// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import java.util.Set;

/**
 * Why the Graph API refused a call. Nearly everything is HTTP 400; codes tell
 * (developers.facebook.com/docs/graph-api/guides/error-handling).
 *
 * @param code 0 where the answer is none of the Graph API's
 */
public record GraphError(int status, int code, int subcode, boolean passing, String message) {
  /**
   * Calls of an application, a user, a page, an action; and posting too fast, or too much in a day.
   */
  private static final Set<Integer> THROTTLED =
      Set.of(4, 17, 32, 341, 613, 1390008, 2207042, 2446079);

  /** Calls of a business: of a page, of Instagram (80002), and others of their kind. */
  private static final int FIRST_OF_BUSINESS = 80_000;

  private static final int LAST_OF_BUSINESS = 80_014;

  /** The version of the API has ended. */
  public static final int ENDED = 2635;

  /** The container of a post is forgotten, and has to be made anew. */
  private static final int EXPIRED = 2207020;

  /** The container of a post is not there yet, which it says of one that will be, too. */
  private static final Set<Integer> NOT_READY = Set.of(4279009, 2207006, 2207008, 2207027, EXPIRED);

  /** A fault of Instagram's server, while it made a container, or when something was uploaded. */
  private static final Set<Integer> SERVER_FAULT = Set.of(2207001, 2207032, 2207053);

  /** What Instagram's server calls its own faults, where no subcode says more. */
  private static final Set<Integer> OWN_FAULT = Set.of(-1, -2);

  /**
   * No permission; session; token; an account that is restricted or blocked; a page, or a person,
   * of whom Facebook wants to know more before it publishes.
   */
  private static final Set<Integer> ACCESS =
      Set.of(
          3, 10, 102, 190, 458, 459, 460, 463, 464, 467, 2207050, 2207051, 4279013, 1404078,
          4854002);

  /** Twice in a row; photos that were posted already. */
  private static final Set<Integer> DUPLICATE = Set.of(506, 1366051);

  private static final int BLOCKED = 368;

  /** A page; a picture that took too long, or could not be loaded. */
  private static final Set<Integer> LINK_UNREAD = Set.of(1609005, 2207003, 2207052, 2207082);

  private static final int NO_PAGE_ROLE = 492;
  private static final int PARAMETER = 100;
  private static final int NO_OBJECT = 33;

  /** What a refusal means for the call. */
  public enum Kind {
    /** Certainly not executed; may work later. */
    THROTTLED,
    /** Certainly not executed, nor will be other calls until a person mends the access. */
    ACCESS,
    /** Certainly not executed: what is to be published is not ready. */
    NOT_READY,
    /** Certainly not executed: the same is there. */
    DUPLICATE,
    /** Certainly not executed: what a link leads to, or a picture, could not be loaded. */
    LINK_UNREAD,
    /** Not there, or not to be seen. */
    MISSING,
    /** Certainly not executed, and never will be. */
    REFUSED,
    /** May have been executed. */
    UNKNOWN
  }

  public static GraphError of(Answer answer) {
    JsonNode error = Json.orNothing(answer).path("error");
    String shown = error.path("error_user_msg").asText();
    String said = shown.isBlank() ? error.path("message").asText() : shown;
    return new GraphError(
        answer.status(),
        error.path("code").asInt(),
        error.path("error_subcode").asInt(),
        error.path("is_transient").asBoolean(),
        said.isBlank() ? "HTTP " + answer.status() : said);
  }

  public Kind kind() {
    if (code == 0) {
      return status == 429 ? Kind.THROTTLED : Kind.UNKNOWN;
    }
    if (NOT_READY.contains(subcode)) {
      return Kind.NOT_READY;
    }
    // Before the code: an account that is blocked for spam comes with that of too many calls.
    if (ACCESS.contains(subcode)) {
      return Kind.ACCESS;
    }
    if (isOneOf(THROTTLED) || (code >= FIRST_OF_BUSINESS && code <= LAST_OF_BUSINESS)) {
      return Kind.THROTTLED;
    }
    if (isOneOf(ACCESS)
        || code == ENDED
        || subcode == NO_PAGE_ROLE
        || (code >= 200 && code <= 299)) {
      return Kind.ACCESS;
    }
    if (code == BLOCKED) {
      return message.contains("already") ? Kind.DUPLICATE : Kind.ACCESS;
    }
    if (isOneOf(DUPLICATE)) {
      return Kind.DUPLICATE;
    }
    if (isOneOf(LINK_UNREAD)) {
      return Kind.LINK_UNREAD;
    }
    // Code 1 was seen of posts that had been made.
    if (code == 1
        || code == 2
        || passing
        || status >= 500
        || SERVER_FAULT.contains(subcode)
        || (subcode == 0 && OWN_FAULT.contains(code))) {
      return Kind.UNKNOWN;
    }
    return code == PARAMETER && subcode == NO_OBJECT ? Kind.MISSING : Kind.REFUSED;
  }

  /** Whether the container of a post is forgotten. */
  boolean isExpired() {
    return subcode == EXPIRED;
  }

  private boolean isOneOf(Set<Integer> codes) {
    return codes.contains(code) || codes.contains(subcode);
  }

  /** What Facebook says, and the codes by which its documentation is searched. */
  public String reason() {
    String codes = subcode == 0 ? "" + code : code + "/" + subcode;
    return code == 0 ? message : message + " (" + codes + ")";
  }
}
