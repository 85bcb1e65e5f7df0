// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.reactions.store.Handling.Task;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Portion;
import dev.smo.reactions.store.Reaction;
import dev.smo.words.LowerCase;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.sling.api.SlingHttpServletRequest;

/**
 * Which reactions a request asks for.
 *
 * @param state one of {@link #STATES}
 * @param network name of a network, or {@code webmention}; empty: all
 * @param kind such as {@code reply}; empty: all
 * @param page path of a page; empty: all
 * @param before see {@link Portion#next}
 * @param words in lower case, all of which stand somewhere in it; none: all
 */
record ReactionQuery(
    String state, String network, String kind, String page, String before, List<String> words) {
  private static final int LONGEST = 200;

  /** What waits for anybody. */
  static final String WAITS = "waits";

  /** What waits for the person who asks. */
  static final String MINE = "mine";

  private static final String ALL = "all";
  private static final Set<String> STATES = Set.of(WAITS, MINE, "open", "done", "hidden", ALL);

  static ReactionQuery of(SlingHttpServletRequest request) {
    String page = text(request, "page");
    String state = text(request, "state");
    String before = text(request, "before");
    if (!state.isEmpty() && !STATES.contains(state)) {
      throw Refusal.badRequest("state is one of all, done, hidden, mine, open, waits.");
    }
    if (!before.isEmpty() && !before.matches(Portion.PLACE)) {
      throw Refusal.badRequest("before is what an answer has as next.");
    }
    String otherwise = page.isEmpty() ? WAITS : ALL;
    return new ReactionQuery(
        state.isEmpty() ? otherwise : state,
        text(request, "network"),
        LowerCase.of(text(request, "kind")),
        page,
        before,
        words(text(request, "q")));
  }

  private static List<String> words(String typed) {
    if (typed.length() > LONGEST) {
      throw Refusal.badRequest("q has " + LONGEST + " characters at most.");
    }
    return Arrays.stream(LowerCase.of(typed).split("\\s+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static String text(SlingHttpServletRequest request, String name) {
    String text = request.getParameter(name);
    return text == null ? "" : JsonServlet.limited(text.strip());
  }

  /** Whether only what waits is wanted. */
  boolean waiting() {
    return state.equals(WAITS) || state.equals(MINE);
  }

  /**
   * Whether a reaction is asked for.
   *
   * @param titles of pages by their paths
   */
  boolean wants(KeptReaction kept, String user, UnaryOperator<String> titles) {
    return (network.isEmpty() || kept.reaction().source().equals(network))
        && (kind.isEmpty() || kept.reaction().kind().name().toLowerCase(Locale.ROOT).equals(kind))
        && isIn(kept, user)
        && (words.isEmpty() || says(kept, titles));
  }

  /** To whom it was given is for those who decide, and only they are asked about all pages. */
  private boolean says(KeptReaction kept, UnaryOperator<String> titles) {
    Reaction reaction = kept.reaction();
    String all =
        LowerCase.of(
            String.join(
                "\n",
                reaction.author(),
                reaction.authorUrl(),
                reaction.text(),
                reaction.source(),
                kept.path(),
                titles.apply(kept.path()),
                page.isEmpty() ? kept.handling().assignee() : ""));
    return words.stream().allMatch(all::contains);
  }

  private boolean isIn(KeptReaction kept, String user) {
    boolean done = kept.handling().task() == Task.DONE;
    return switch (state) {
      case WAITS -> kept.waits();
      case MINE -> kept.waits() && kept.handling().assignee().equals(user);
      case "open" -> !kept.isHidden() && !done;
      case "done" -> !kept.isHidden() && done;
      case "hidden" -> kept.isHidden();
      default -> true;
    };
  }
}
