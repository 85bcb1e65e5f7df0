// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

import dev.smo.reactions.store.Handling.Task;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A reaction as the store keeps it.
 *
 * @param id name of its node: 64 hexadecimal digits, computed from page, source and key
 * @param page identity of the page, or its {@link Aside}
 * @param path where the page was when the reaction last changed
 * @param seen when it came in first
 * @param decidedBy who moderated it; empty where the policy did
 * @param hiddenThere whether it is hidden at its source, too, because a person wanted it so
 * @param handling what our own people do about it
 */
public record KeptReaction(
    String id,
    String page,
    String path,
    Reaction reaction,
    Moderation moderation,
    Instant seen,
    String decidedBy,
    boolean hiddenThere,
    Handling handling) {

  /** Whether a decision or a block keeps it from everybody's eyes. */
  public boolean isHidden() {
    return moderation == Moderation.HIDDEN || handling.blocked();
  }

  /** Whether it waits for a person. */
  public boolean waits() {
    return !isHidden()
        && (handling.task() == Task.TODO
            || (handling.task() == Task.NONE && moderation == Moderation.PENDING));
  }

  /** Whether strangers see it. */
  public boolean isShown() {
    return moderation == Moderation.APPROVED && !handling.blocked();
  }

  /** A copy with which nobody has to decide whether strangers see it, because they never do. */
  public KeptReaction aside() {
    Task task = handling.task() == Task.NONE ? Task.TODO : handling.task();
    return moderation == Moderation.PENDING
        ? decided(Moderation.APPROVED, decidedBy, handling.with(task))
        : this;
  }

  /** Another after each change that matters to who decides about it; the same on all nodes. */
  public String revision() {
    int steps = handling.steps().size();
    String all =
        String.join(
            "\n",
            reaction.kind().name(),
            reaction.author(),
            reaction.text(),
            moderation.name(),
            decidedBy,
            String.valueOf(hiddenThere),
            handling.task().name(),
            handling.assignee(),
            String.valueOf(handling.blocked()),
            String.valueOf(steps),
            steps == 0 ? "" : handling.steps().get(steps - 1).toString());
    return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /**
   * A copy about which a person decided. That settles it, unless it is shown and somebody wants to
   * do more about it.
   */
  public KeptReaction moderated(Moderation decision, String user) {
    boolean more = handling.task() == Task.TODO && decision != Moderation.HIDDEN;
    return decided(decision, user, more ? handling : handling.with(Task.DONE));
  }

  /** A copy about which everything was decided that was decided about another. */
  public KeptReaction decidedAs(KeptReaction other) {
    return decided(other.moderation, other.decidedBy, other.handling);
  }

  private KeptReaction decided(Moderation decision, String user, Handling handled) {
    return new KeptReaction(id, page, path, reaction, decision, seen, user, hiddenThere, handled);
  }

  /** A copy that is handled in another way. */
  public KeptReaction with(Handling other) {
    return decided(moderation, decidedBy, other);
  }

  /** A copy that shows on a page elsewhere. */
  public KeptReaction at(String elsewhere) {
    return new KeptReaction(
        id, page, elsewhere, reaction, moderation, seen, decidedBy, hiddenThere, handling);
  }

  /** A copy that is hidden at its source, or is not. */
  public KeptReaction hidden(boolean there) {
    return new KeptReaction(id, page, path, reaction, moderation, seen, decidedBy, there, handling);
  }

  /**
   * A copy in which nobody of this name decided anything.
   *
   * @param nobody stands where the name was
   */
  public KeptReaction without(String user, String nobody) {
    String decider = decidedBy.equals(user) ? nobody : decidedBy;
    return decided(moderation, decider, handling.without(user, nobody));
  }
}
