// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import dev.smo.delivery.PostResponder;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.inbox.ReactionDecisions.Decider;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Lookers;
import java.util.List;
import java.util.Optional;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The inbox: what people said about pages, and what ours do about it. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/reactions")
public class ReactionsServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;
  private static final String WAITING = "waiting";

  private final transient ReactionList list;
  private final transient ReactionDecisions decisions;
  private final transient ReplyActions replies;
  private final transient Lookers lookers;

  @Activate
  public ReactionsServlet(
      @Reference Tokens tokens,
      @Reference ReactionList list,
      @Reference ReactionDecisions decisions,
      @Reference ReplyActions replies,
      @Reference Lookers lookers) {
    super(tokens);
    this.list = list;
    this.decisions = decisions;
    this.replies = replies;
    this.lookers = lookers;
  }

  /**
   * What a GET shows.
   *
   * @param total how many there are, of which these are some; null where nobody has counted
   * @param next what to ask for to get those behind; empty: there are none
   */
  record Answer(List<ReactionView> reactions, @Nullable Integer total, String next) {}

  /** How much waits. */
  record Waiting(int waiting) {}

  /** Which reaction is gone for good. */
  record Deleted(String deleted) {}

  /** How many posts are looked at within seconds. */
  record Refreshed(int posts) {}

  /** Who has a reaction open besides the person who asks. */
  record Looking(List<ReactionView.LookerView> lookers) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    if (request.getParameter("answer") != null) {
      return replies.opening(kept(request, required(request, "answer"), visitor), visitor);
    }
    if (request.getParameter("id") != null) {
      return detail(list.visible(request, required(request, "id"), visitor), visitor);
    }
    if (WAITING.equals(request.getParameter("only"))) {
      return new Waiting(list.waiting(visitor));
    }
    ReactionList.Found found = list.read(request, visitor);
    ReplyActions.Pages pages = replies.pages(visitor);
    return new Answer(
        found.portion().reactions().stream()
            .map(kept -> list.view(kept, "", pages, visitor))
            .toList(),
        found.total(),
        found.portion().next());
  }

  private ReactionView.Detail detail(KeptReaction kept, Visitor visitor) {
    ReplyActions.Pages pages = replies.pages(visitor);
    boolean decides = visitor.decides(kept.path());
    return new ReactionView.Detail(
        list.view(kept, "", pages, visitor),
        pages.post(kept).orElse(null),
        decides
            ? kept.handling().steps().stream().map(ReactionView.StepView::of).toList()
            : List.of(),
        decides ? looking(kept, visitor).lookers() : List.of());
  }

  private Looking looking(KeptReaction kept, Visitor visitor) {
    return new Looking(
        lookers.at(kept.id()).stream()
            .filter(looker -> !looker.user().equals(visitor.id()))
            .map(ReactionView.LookerView::of)
            .toList());
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    String action = required(request, "action");
    if (action.equals("refresh")) {
      String page = required(request, "page");
      mustDecide(visitor, page);
      return new Refreshed(replies.refresh(list.identity(page, visitor)));
    }
    KeptReaction kept = kept(request, required(request, "id"), visitor);
    return switch (action) {
      case "measure" -> replies.measure(kept, words(request), visitor);
      case "look" -> looked(request, kept, visitor);
      case "leave" -> left(kept, visitor);
      case "delete" -> deleted(kept, Decider.of(request, visitor));
      default -> {
        Told told = decided(request, action, kept, visitor);
        yield list.view(told.kept(), told.problem(), replies.pages(visitor), visitor);
      }
    };
  }

  /** A reaction as it stands now, and what did not work of what was wanted with it. */
  private record Told(KeptReaction kept, String problem) {
    static Told well(KeptReaction kept) {
      return new Told(kept, "");
    }
  }

  private Told decided(
      SlingHttpServletRequest request, String action, KeptReaction kept, Visitor visitor) {
    if (action.equals("answer")) {
      return Told.well(answered(request, kept, visitor));
    }
    if (ReactionDecisions.moderates(action)) {
      return moderated(action, kept, Decider.of(request, visitor));
    }
    return switch (action) {
      case "done", "todo" ->
          Told.well(decisions.finish(kept, action.equals("done"), Decider.of(request, visitor)));
      case "assign" -> Told.well(decisions.assign(kept, to(request), Decider.of(request, visitor)));
      case "like", "unlike" ->
          Told.well(replies.like(kept, action.equals("like"), Decider.of(request, visitor)));
      case "block" -> Told.well(decisions.block(kept, Decider.of(request, visitor)));
      default -> throw Refusal.badRequest("There is no action " + action + ".");
    };
  }

  private static String to(SlingHttpServletRequest request) {
    String to = request.getParameter("to");
    if (to == null) {
      throw Refusal.badRequest("The parameter to is missing: a user, or nothing to give it back.");
    }
    return to.strip();
  }

  private KeptReaction answered(
      SlingHttpServletRequest request, KeptReaction kept, Visitor visitor) {
    PostResponder.Wish wish =
        new PostResponder.Wish(words(request), wishToken(request), visitor.id());
    return replies.answer(kept, wish, Decider.of(request, visitor));
  }

  private static String words(SlingHttpServletRequest request) {
    String words = request.getParameter("words");
    if (words == null) {
      throw Refusal.badRequest("The parameter words is missing.");
    }
    return limited(words);
  }

  /** First here, which always works, then on its network. */
  private Told moderated(String action, KeptReaction kept, Decider by) {
    KeptReaction here = decisions.moderate(kept, action, by);
    boolean hidden = action.equals("hide");
    if (here.hiddenThere() == hidden || !replies.pages(by.visitor()).hidesThere(here)) {
      return Told.well(here);
    }
    Optional<String> problem = replies.hide(here, hidden, by.visitor());
    return problem.isPresent()
        ? new Told(here, problem.get())
        : Told.well(list.hiddenThere(here, hidden));
  }

  private Looking looked(SlingHttpServletRequest request, KeptReaction kept, Visitor visitor) {
    lookers.look(kept.id(), visitor.id(), "true".equals(request.getParameter("answering")));
    return looking(kept, visitor);
  }

  private Looking left(KeptReaction kept, Visitor visitor) {
    lookers.leave(kept.id(), visitor.id());
    return looking(kept, visitor);
  }

  /** What a network has comes back with the next look at it; hiding is for that. */
  private Deleted deleted(KeptReaction kept, Decider by) {
    if (!kept.reaction().byWebmention()) {
      throw Refusal.badRequest("A reply on a network is there again at the next look. Hide it.");
    }
    decisions.delete(kept, by);
    return new Deleted(kept.id());
  }

  /** The reaction that a request is about, if this person decides about it. */
  private KeptReaction kept(SlingHttpServletRequest request, String id, Visitor visitor) {
    KeptReaction kept = list.visible(request, id, visitor);
    mustDecide(visitor, kept.path());
    return kept;
  }

  private static void mustDecide(Visitor visitor, String page) {
    if (!visitor.decides(page)) {
      throw Refusal.forbidden("You may not change this page, so not what is shown on it either.");
    }
  }
}
