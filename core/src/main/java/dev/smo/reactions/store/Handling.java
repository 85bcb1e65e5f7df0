// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What our own people do about a reaction.
 *
 * @param assignee user whose it is; empty: nobody's
 * @param blocked whether its sender is blocked where it would show
 * @param steps who did what, the first first; the last {@link #MOST_STEPS} are kept
 */
public record Handling(Task task, String assignee, boolean blocked, List<Step> steps) {
  /** Most steps that are kept of one reaction. */
  public static final int MOST_STEPS = 50;

  /** Nobody has done anything. */
  public static final Handling NONE = new Handling(Task.NONE, "", false, List.of());

  public Handling {
    steps = List.copyOf(steps.subList(Math.max(0, steps.size() - MOST_STEPS), steps.size()));
  }

  /** Whether there is something left to do. */
  public enum Task {
    /** Nobody has said so: it waits exactly as long as its moderation is pending. */
    NONE,
    /** It waits for a person, whether strangers see it already or not. */
    TODO,
    /** It waits for nobody. */
    DONE
  }

  /**
   * One thing that somebody did.
   *
   * @param what name of the action
   * @param about to what or whom, such as the person it was given to; empty where that is clear
   */
  public record Step(Instant at, String who, String what, String about) {}

  public Handling with(Task other) {
    return new Handling(other, assignee, blocked, steps);
  }

  /** The same in the hands of somebody; empty: of nobody. */
  public Handling of(String user) {
    return new Handling(task, user, blocked, steps);
  }

  public Handling blocked(boolean is) {
    return new Handling(task, assignee, is, steps);
  }

  public Handling with(Step step) {
    return new Handling(
        task, assignee, blocked, Stream.concat(steps.stream(), Stream.of(step)).toList());
  }

  /**
   * A copy without a name. What that person had to do is nobody's then.
   *
   * @param nobody stands where the name was
   */
  public Handling without(String user, String nobody) {
    return new Handling(
        task,
        assignee.equals(user) ? "" : assignee,
        blocked,
        steps.stream()
            .map(
                step ->
                    new Step(
                        step.at(),
                        step.who().equals(user) ? nobody : step.who(),
                        step.what(),
                        step.about().equals(user) ? nobody : step.about()))
            .toList());
  }
}
