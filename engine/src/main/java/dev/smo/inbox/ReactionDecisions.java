// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import dev.smo.calendar.People;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Visitor;
import dev.smo.reactions.store.BlockedSenders;
import dev.smo.reactions.store.DeletedReactions;
import dev.smo.reactions.store.Handling;
import dev.smo.reactions.store.Handling.Step;
import dev.smo.reactions.store.Handling.Task;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.sling.api.SlingHttpServletRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What a person decides about a reaction, apart from its network. Each decision is about what that
 * person read, and stands among the reaction's steps in the same commit.
 */
@Component(service = ReactionDecisions.class)
public class ReactionDecisions {
  private static final Map<String, Moderation> MODERATIONS =
      Map.of(
          "approve", Moderation.APPROVED,
          "show", Moderation.APPROVED,
          "hide", Moderation.HIDDEN);

  private final ReactionStore store;
  private final BlockedSenders blocks;
  private final DeletedReactions deletions;
  private final People people;
  private final Clock clock;

  @Activate
  public ReactionDecisions(
      @Reference ReactionStore store,
      @Reference BlockedSenders blocks,
      @Reference DeletedReactions deletions,
      @Reference People people,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.store = store;
    this.blocks = blocks;
    this.deletions = deletions;
    this.people = people;
    this.clock = clock;
  }

  /** A person who decides, and about which state of a reaction. */
  record Decider(Visitor visitor, String revision) {
    static Decider of(SlingHttpServletRequest request, Visitor visitor) {
      return new Decider(visitor, JsonServlet.required(request, "revision"));
    }

    void mustHaveRead(KeptReaction kept) {
      if (!kept.revision().equals(revision)) {
        throw Refusal.conflict(
            "Somebody has done something about it meanwhile, or its author has changed it. Look"
                + " again.");
      }
    }
  }

  /** Deletes a reaction for good; that this person did so is kept, and nothing of what it said. */
  void delete(KeptReaction kept, Decider by) {
    by.mustHaveRead(kept);
    deletions.delete(kept, by.visitor().id());
  }

  static boolean moderates(String action) {
    return MODERATIONS.containsKey(action);
  }

  /** Lets strangers see a reaction, or not. */
  KeptReaction moderate(KeptReaction kept, String action, Decider by) {
    Moderation moderation = Objects.requireNonNull(MODERATIONS.get(action));
    String user = by.visitor().id();
    return decide(kept, by, step(by, action, ""), now -> now.moderated(moderation, user));
  }

  /** Says that something is left to do about a reaction, or nothing. */
  KeptReaction finish(KeptReaction kept, boolean done, Decider by) {
    Task task = done ? Task.DONE : Task.TODO;
    return decide(
        kept,
        by,
        step(by, done ? "done" : "todo", ""),
        now -> {
          mustConcernUs(now);
          return now.with(now.handling().with(task));
        });
  }

  /**
   * Gives a reaction to somebody.
   *
   * @param to user; empty: it is nobody's from now on
   */
  KeptReaction assign(KeptReaction kept, String to, Decider by) {
    boolean self = to.equals(by.visitor().id());
    if (!to.isEmpty() && !self && !people.decides(to, kept.path())) {
      throw Refusal.conflict(
          "There is nobody of this name who may decide about it. Write the name with which that"
              + " person logs in.");
    }
    return decide(
        kept, by, step(by, to.isEmpty() ? "return" : "assign", to), now -> assigned(now, to));
  }

  /** What is hidden waits for nobody, so whoever were given it would not see it. */
  private static void mustConcernUs(KeptReaction now) {
    if (now.isHidden()) {
      throw Refusal.conflict(
          "It is hidden, so nobody has to do with it. Show it first, or take the block of its"
              + " sender back.");
    }
  }

  private static KeptReaction assigned(KeptReaction now, String to) {
    mustConcernUs(now);
    boolean undecided = to.isEmpty() && now.moderation() == Moderation.PENDING;
    Handling handling = now.handling().of(to).with(undecided ? Task.NONE : Task.TODO);
    return now.with(handling);
  }

  /** Notes, before it is sent, that somebody answers: a second one who has not seen it is told. */
  KeptReaction answers(KeptReaction kept, String answer, Decider by) {
    return decide(kept, by, step(by, "answer", answer), now -> now);
  }

  /**
   * Notes that an answer is entered. That settles what was answered, unless nobody has decided yet
   * whether strangers see it, or somebody has done something about it since.
   */
  KeptReaction answered(KeptReaction kept, String answer) {
    return store
        .change(
            kept.page(),
            kept.id(),
            now -> {
              Task task = now.moderation() == Moderation.PENDING ? Task.NONE : Task.DONE;
              return isLast(answer, now.handling().steps())
                  ? now.with(now.handling().with(task))
                  : now;
            })
        .orElse(kept);
  }

  private static boolean isLast(String answer, List<Step> steps) {
    return !steps.isEmpty() && steps.get(steps.size() - 1).about().equals(answer);
  }

  /** Notes that the account likes a reaction on its network, or does so no more. */
  KeptReaction liked(KeptReaction kept, boolean liked, Decider by) {
    Step step = step(by, liked ? "like" : "unlike", "");
    return store
        .change(kept.page(), kept.id(), now -> isLiked(now) == liked ? now : stepped(now, step))
        .orElseThrow(ReactionDecisions::notThere);
  }

  /** Whether the account likes it, by what was done from here. */
  static boolean isLiked(KeptReaction kept) {
    return kept.handling().steps().stream()
        .map(Step::what)
        .filter(what -> what.equals("like") || what.equals("unlike"))
        .reduce((first, last) -> last)
        .filter("like"::equals)
        .isPresent();
  }

  /** Blocks the sender of a reaction, as far as the person has a say. */
  KeptReaction block(KeptReaction kept, Decider by) {
    by.mustHaveRead(kept);
    String address = blocks.address(kept.reaction());
    if (address.isEmpty()) {
      throw Refusal.conflict("Nobody can tell who sent this, so nobody can be blocked for it.");
    }
    Visitor visitor = by.visitor();
    if (!blocks.block(kept.reaction(), Reach.of(visitor, kept.path()), visitor.id())) {
      throw Refusal.conflict(
          "There are " + BlockedSenders.MOST + " blocks already. Take one back first.");
    }
    return store
        .change(kept.page(), kept.id(), now -> stepped(now, step(by, "block", address)))
        .orElseThrow(ReactionDecisions::notThere);
  }

  private KeptReaction decide(
      KeptReaction kept, Decider by, Step step, UnaryOperator<KeptReaction> decision) {
    return store
        .change(
            kept.page(),
            kept.id(),
            now -> {
              by.mustHaveRead(now);
              return stepped(decision.apply(now), step);
            })
        .orElseThrow(ReactionDecisions::notThere);
  }

  private static KeptReaction stepped(KeptReaction kept, Step step) {
    return kept.with(kept.handling().with(step));
  }

  private Step step(Decider by, String what, String about) {
    return new Step(clock.instant(), by.visitor().id(), what, about);
  }

  static Refusal notThere() {
    return Refusal.notFound("There is no such reaction; its author may have deleted it.");
  }
}
