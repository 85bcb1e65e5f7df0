// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import dev.smo.reactions.store.Handling.Step;
import dev.smo.reactions.store.Handling.Task;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Lookers.Looker;
import dev.smo.reactions.store.Moderation;
import java.util.List;
import org.jetbrains.annotations.Nullable;

/**
 * A reaction, and what a person may do about it; docs/http-api.md has the fields.
 *
 * @param source name of the network, whose label is {@code network}
 * @param shows whether it is about a page, and so shows there once it may; not, where it answers a
 *     note
 * @param hidesThere whether it can be hidden on its network, too
 * @param liked whether the account likes it there, as far as that was done from here
 * @param sender whom one would block; empty where nobody can tell
 * @param problem why a decision did not reach the network, as a sentence; empty where it did
 * @param answers of ours, the first first
 */
record ReactionView(
    String id,
    String identity,
    String page,
    String title,
    String source,
    String network,
    String kind,
    String author,
    String authorUrl,
    String text,
    String url,
    String at,
    String seen,
    String moderation,
    String decidedBy,
    String state,
    String assignee,
    boolean waits,
    boolean shows,
    boolean hidesThere,
    boolean hiddenThere,
    boolean liked,
    String sender,
    String problem,
    String revision,
    List<AnswerView> answers,
    List<String> actions) {

  /**
   * All about one reaction.
   *
   * @param post ours, to which it is a reply; null where there is none, or the person may not see
   *     it
   * @param steps who did what; none for who has no say in it
   * @param lookers who else has it open
   */
  record Detail(
      ReactionView reaction,
      @Nullable Origin post,
      List<StepView> steps,
      List<LookerView> lookers) {}

  /** The post to which somebody replied. */
  record Origin(String id, String text, String permalink, String connection) {}

  /** One thing that somebody did. */
  record StepView(String at, String who, String what, String about) {
    static StepView of(Step step) {
      return new StepView(step.at().toString(), step.who(), step.what(), step.about());
    }
  }

  /** Somebody who has it open. */
  record LookerView(String user, String since, boolean answering) {
    static LookerView of(Looker looker) {
      return new LookerView(looker.user(), looker.since().toString(), looker.answering());
    }
  }

  /** Where a reaction stands, in one word. */
  static String state(KeptReaction kept) {
    if (kept.handling().blocked()) {
      return "blocked";
    }
    if (kept.moderation() == Moderation.HIDDEN) {
      return "hidden";
    }
    if (kept.handling().task() == Task.DONE) {
      return "done";
    }
    if (!kept.waits()) {
      return "shown";
    }
    return kept.handling().assignee().isEmpty() ? "new" : "assigned";
  }
}
