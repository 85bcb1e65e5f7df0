// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import dev.smo.delivery.Decisions;
import dev.smo.delivery.PostResponder;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.PostRights;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Visitor;
import dev.smo.engagement.EngagementPoller;
import dev.smo.engagement.ReplyOrigin;
import dev.smo.engagement.ReplyTreatment;
import dev.smo.engagement.Watch;
import dev.smo.engagement.Watches;
import dev.smo.inbox.ReactionDecisions.Decider;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.reactions.store.Aside;
import dev.smo.reactions.store.KeptReaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a person may do with a reply on its network, beyond deciding whether our page shows it. */
@Component(service = ReplyActions.class)
public class ReplyActions {
  private final Ledger ledger;
  private final PostResponder responder;
  private final ReplyTreatment treatment;
  private final ReactionDecisions decisions;
  private final EngagementPoller watch;
  private final Watches watches;
  private final Decisions postDecisions;

  @Activate
  public ReplyActions(
      @Reference Ledger ledger,
      @Reference PostResponder responder,
      @Reference ReplyTreatment treatment,
      @Reference ReactionDecisions decisions,
      @Reference EngagementPoller watch,
      @Reference Watches watches,
      @Reference Decisions postDecisions) {
    this.ledger = ledger;
    this.decisions = decisions;
    this.watch = watch;
    this.watches = watches;
    this.postDecisions = postDecisions;
    this.responder = responder;
    this.treatment = treatment;
  }

  /** What an answer begins with, and how long it may be. */
  record Opening(String words, PostResponder.Size size) {}

  /** Views of several reactions, for which the posts of each page are read once. */
  Pages pages(Visitor visitor) {
    return new Pages(visitor);
  }

  /**
   * Lets the networks be asked about all posts of a page, and what else it shows; gives how many
   * those are.
   */
  int refresh(String identity) {
    return watch.refresh(identity) + watches.refresh(identity);
  }

  Opening opening(KeptReaction kept, Visitor visitor) {
    ReplyOrigin origin = origin(kept, visitor);
    return JsonServlet.patiently(
        () -> {
          String words = responder.opening(origin.post(), origin.reply());
          return new Opening(words, responder.measure(origin.post(), words));
        });
  }

  PostResponder.Size measure(KeptReaction kept, String words, Visitor visitor) {
    ReplyOrigin origin = origin(kept, visitor);
    return JsonServlet.patiently(() -> responder.measure(origin.post(), words));
  }

  /**
   * Answers a reply, once. That somebody does is noted before the answer is entered, and only where
   * the person has read all that was done before; it is settled only when it is entered. Whoever
   * repeats the same wish goes on where it stopped.
   */
  KeptReaction answer(KeptReaction kept, PostResponder.Wish wish, Decider by) {
    ReplyOrigin origin = origin(kept, by.visitor());
    String answer = responder.id(origin.post(), origin.reply(), wish);
    boolean noted = kept.handling().steps().stream().anyMatch(step -> step.about().equals(answer));
    if (!noted) {
      by.mustHaveRead(kept);
      JsonServlet.patiently(
          () -> {
            responder.check(origin.post(), origin.reply(), wish);
            return true;
          });
    }
    KeptReaction now = noted ? kept : decisions.answers(kept, answer, by);
    JsonServlet.patiently(() -> responder.answer(origin.post(), origin.reply(), wish));
    return decisions.answered(now, answer);
  }

  /** Hides a reply on its network or shows it there again; gives why that is not done. */
  Optional<String> hide(KeptReaction kept, boolean hidden, Visitor visitor) {
    ReplyOrigin origin = origin(kept, visitor);
    return JsonServlet.patiently(() -> treatment.hide(origin, hidden));
  }

  /**
   * Likes a reply as the account, or takes that back, and notes it once it is so. What is repeated
   * after a lost answer is one like.
   *
   * @throws Refusal the network did not do it; the message says why
   */
  KeptReaction like(KeptReaction kept, boolean liked, Decider by) {
    ReplyOrigin origin = origin(kept, by.visitor());
    by.mustHaveRead(kept);
    Optional<String> problem = JsonServlet.patiently(() -> treatment.like(origin, liked));
    if (problem.isPresent()) {
      throw Refusal.conflict(problem.get());
    }
    return decisions.liked(kept, liked, by);
  }

  /** To whom it was a reply, for who may decide about that post. */
  private ReplyOrigin origin(KeptReaction kept, Visitor visitor) {
    ReplyOrigin origin =
        pages(visitor)
            .origin(kept)
            .orElseThrow(
                () -> Refusal.conflict("This is no reply to a post that was made from here."));
    if (!PostRights.of(visitor).decides(origin.post())) {
      throw Refusal.forbidden("You may not change the page of this post, so not the post either.");
    }
    if (!visitor.administrator() && postDecisions.isOfAnotherSite(origin.post())) {
      throw Refusal.forbidden(
          "The page of this post came from another site, and the policy of this one does not name"
              + " its connection, so only administrators speak there.");
    }
    return origin;
  }

  /** The posts of pages, each read once. */
  final class Pages {
    private final Map<String, List<PostRecord>> posts = new HashMap<>();
    private final Map<String, List<PostRecord>> shown = new HashMap<>();

    private final PostRights rights;

    private Pages(Visitor visitor) {
      this.rights = PostRights.of(visitor);
    }

    private Optional<ReplyOrigin> origin(KeptReaction kept) {
      return ReplyOrigin.of(kept, of(kept)).or(() -> ReplyOrigin.of(kept, shown(kept)));
    }

    /** What the page shows and nobody posted from here, such as videos. */
    private List<PostRecord> shown(KeptReaction kept) {
      return shown.computeIfAbsent(
          kept.page(),
          page ->
              watches.of(page).stream()
                  .filter(watch -> !watch.connection().isEmpty())
                  .map(Watch::standIn)
                  .toList());
    }

    /** Where this person decides about the post. */
    private Optional<ReplyOrigin> decided(KeptReaction kept) {
      return origin(kept)
          .filter(origin -> rights.decides(origin.post()))
          .filter(
              origin -> rights.isAdministrator() || !postDecisions.isOfAnotherSite(origin.post()));
    }

    private List<PostRecord> of(KeptReaction kept) {
      return posts.computeIfAbsent(Aside.page(kept.page()), ledger::ofPage);
    }

    boolean answerable(KeptReaction kept) {
      return decided(kept)
          .filter(origin -> responder.isPossible(origin.post().text(Key.NETWORK)))
          .isPresent();
    }

    boolean hidesThere(KeptReaction kept) {
      return decided(kept)
          .filter(origin -> treatment.hides(origin.post().text(Key.NETWORK)))
          .isPresent();
    }

    boolean likeable(KeptReaction kept) {
      return decided(kept)
          .filter(origin -> treatment.likes(origin.post().text(Key.NETWORK)))
          .isPresent();
    }

    /** The post of ours to which it is a reply, where this person sees that. */
    Optional<ReactionView.Origin> post(KeptReaction kept) {
      return ReplyOrigin.of(kept, of(kept))
          .filter(origin -> rights.sees(origin.post()))
          .map(ReplyOrigin::post)
          .map(
              post ->
                  new ReactionView.Origin(
                      post.id(),
                      PostRecord.joined(post.parts()),
                      post.text(Key.PERMALINK),
                      post.text(Key.CONNECTION)));
    }

    private Optional<ReplyOrigin> seen(KeptReaction kept) {
      return origin(kept).filter(origin -> rights.sees(origin.post()));
    }

    List<AnswerView> answers(KeptReaction kept) {
      return seen(kept)
          .map(origin -> origin.answers(of(kept)).stream().map(AnswerView::of).toList())
          .orElse(List.of());
    }
  }
}
