// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which posts a calendar shows; an empty text wants all.
 *
 * @param connection id
 * @param network name
 * @param state name of a {@link State}, or {@code ATTENTION}: what waits for a person
 * @param site path of the site, or of any page above
 */
public record CalendarFilter(String connection, String network, String state, String site) {
  /** All that comes, came, or waits. */
  public static final CalendarFilter ALL = new CalendarFilter("", "", "", "");

  /** What waits for a person, in whatever state it is. */
  static final String ATTENTION = "ATTENTION";

  /** What does not go out, so that it shows to those only who ask for it. */
  private static final Set<State> OFF =
      EnumSet.of(State.CANCELLED, State.REJECTED, State.SKIPPED, State.RETRACTED);

  /**
   * A filter that somebody typed.
   *
   * @throws IllegalArgumentException there is no such state
   */
  public CalendarFilter {
    if (!state.isEmpty() && !state.equals(ATTENTION)) {
      try {
        State.valueOf(state);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("There is no state " + state + ".", e);
      }
    }
  }

  boolean matches(PostRecord post) {
    return (connection.isEmpty() || connection.equals(post.text(Key.CONNECTION)))
        && (network.isEmpty() || network.equals(post.text(Key.NETWORK)))
        && matchesState(post)
        && isBelow(post.text(Key.PATH));
  }

  private boolean matchesState(PostRecord post) {
    if (state.equals(ATTENTION)) {
      return CalendarEntry.waits(post);
    }
    return state.isEmpty() ? !OFF.contains(post.state()) : state.equals(post.state().name());
  }

  /** Whether no post is left out for what it is. */
  boolean isOfAllPosts() {
    return connection.isEmpty() && network.isEmpty() && state.isEmpty();
  }

  /** Whether a page is the one that is asked for, or below it. */
  boolean isBelow(String path) {
    return site.isEmpty() || path.equals(site) || path.startsWith(site + "/");
  }
}
