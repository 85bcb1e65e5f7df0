// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Connectors;
import dev.smo.connector.Network;
import dev.smo.delivery.PostResponder;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.engagement.EngagementPoller;
import dev.smo.identity.PageIdentity;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reactions that wait for a person, or all of a page, and what a person decides about them. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/reactions")
public class ReactionsServlet extends JsonServlet {
  /** Most reactions in one answer. */
  static final int MOST = 300;

  private static final long serialVersionUID = 1L;
  private static final Map<String, Moderation> DECISIONS =
      Map.of(
          "approve", Moderation.APPROVED,
          "show", Moderation.APPROVED,
          "hide", Moderation.HIDDEN);
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

  private final transient ReactionStore store;
  private final transient Connectors networks;
  private final transient EngagementPoller watch;
  private final transient ReplyActions replies;

  @Activate
  public ReactionsServlet(
      @Reference Tokens tokens,
      @Reference ReactionStore store,
      @Reference Connectors networks,
      @Reference EngagementPoller watch,
      @Reference ReplyActions replies) {
    super(tokens);
    this.store = store;
    this.networks = networks;
    this.watch = watch;
    this.replies = replies;
  }

  /**
   * What a GET shows.
   *
   * @param total how many there are, of which these are some
   */
  record Answer(List<View> reactions, int total) {}

  /**
   * A reaction, and what this person may decide about it.
   *
   * @param hidesThere whether it can be hidden on its network, too
   * @param problem why a decision did not reach the network, as a sentence; empty where it did
   * @param answers of ours, the first first
   */
  record View(
      String id,
      String identity,
      String page,
      String title,
      String network,
      String kind,
      String author,
      String authorUrl,
      String text,
      String url,
      String at,
      String moderation,
      String decidedBy,
      boolean hidesThere,
      boolean hiddenThere,
      String problem,
      List<AnswerView> answers,
      List<String> actions) {}

  /** Which reaction is gone for good. */
  record Deleted(String deleted) {}

  /** How many posts are looked at within seconds. */
  record Refreshed(int posts) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    if (request.getParameter("answer") != null) {
      KeptReaction kept = kept(request, required(request, "answer"), visitor);
      return replies.opening(kept, visitor);
    }
    String page = request.getParameter("page");
    ReplyActions.Pages pages = replies.pages(visitor);
    List<KeptReaction> wanted =
        page == null
            ? store.pending(decidedBy(visitor), Integer.MAX_VALUE)
            : ofPage(request, page).stream()
                .filter(kept -> visitor.sees(kept.path()) && shows(kept, page, request))
                .toList();
    return new Answer(
        wanted.stream()
            .skip(from(request))
            .limit(MOST)
            .map(kept -> view(new Told(kept, ""), request, visitor, pages))
            .toList(),
        wanted.size());
  }

  private static int from(SlingHttpServletRequest request) {
    String from = request.getParameter("from");
    if (from == null) {
      return 0;
    }
    if (!NUMBER.matcher(from).matches()) {
      throw Refusal.badRequest("The parameter from is how many to leave out, at most 999999.");
    }
    return Integer.parseInt(from);
  }

  /** Whether it shows on this page, and not on another whose identity the page only claims. */
  private static boolean shows(KeptReaction kept, String page, SlingHttpServletRequest request) {
    return kept.path().equals(page)
        || request.getResourceResolver().getResource(kept.path()) == null;
  }

  /** What waits for others must not take the room of what waits for this person. */
  private static Predicate<KeptReaction> decidedBy(Visitor visitor) {
    Map<String, Boolean> pages = new HashMap<>();
    return kept ->
        pages.computeIfAbsent(kept.path(), path -> visitor.sees(path) && visitor.decides(path));
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    String action = required(request, "action");
    if (action.equals("refresh")) {
      String page = required(request, "page");
      decides(visitor, page);
      return new Refreshed(watch.refresh(identity(request, page)));
    }
    if (action.equals("delete")) {
      return deleted(kept(request, required(request, "id"), visitor));
    }
    boolean words = action.equals("answer") || action.equals("measure");
    Moderation decision = DECISIONS.get(action);
    if (!words && decision == null) {
      throw Refusal.badRequest("There is no action " + action + ".");
    }
    KeptReaction kept = kept(request, required(request, "id"), visitor);
    if (action.equals("measure")) {
      return replies.measure(kept, words(request), visitor);
    }
    Told told =
        decision == null ? answered(request, kept, visitor) : decided(kept, decision, visitor);
    return view(told, request, visitor, replies.pages(visitor));
  }

  /** What a network has comes back with the next look at it; hiding is for that. */
  private Deleted deleted(KeptReaction kept) {
    if (isOfANetwork(kept)) {
      throw Refusal.badRequest("A reply on a network is there again at the next look. Hide it.");
    }
    store.remove(kept.page(), kept.reaction().source(), kept.reaction().key());
    return new Deleted(kept.id());
  }

  private boolean isOfANetwork(KeptReaction kept) {
    return !kept.reaction().byWebmention();
  }

  /** A reaction as it stands now, and what did not work of what was wanted with it. */
  private record Told(KeptReaction kept, String problem) {}

  private Told answered(SlingHttpServletRequest request, KeptReaction kept, Visitor visitor) {
    PostResponder.Wish wish =
        new PostResponder.Wish(words(request), wishToken(request), visitor.id());
    replies.answer(kept, wish, visitor);
    return new Told(kept, "");
  }

  private static String words(SlingHttpServletRequest request) {
    String words = request.getParameter("words");
    if (words == null) {
      throw Refusal.badRequest("The parameter words is missing.");
    }
    return limited(words);
  }

  /** First here, which always works, then on its network. */
  private Told decided(KeptReaction kept, Moderation decision, Visitor visitor) {
    KeptReaction here =
        store
            .moderate(kept.page(), kept.id(), decision, visitor.id())
            .orElseThrow(ReactionsServlet::notThere);
    boolean hidden = decision == Moderation.HIDDEN;
    if (here.hiddenThere() == hidden || !replies.pages(visitor).hidesThere(here)) {
      return new Told(here, "");
    }
    Optional<String> problem = replies.hide(here, hidden, visitor);
    return problem.isPresent()
        ? new Told(here, problem.get())
        : new Told(store.hidden(here.page(), here.id(), hidden).orElse(here), "");
  }

  /** The reaction that a request is about, if this person decides about it. */
  private KeptReaction kept(SlingHttpServletRequest request, String id, Visitor visitor) {
    KeptReaction kept =
        store.of(required(request, "identity")).stream()
            .filter(one -> one.id().equals(id) && visitor.sees(one.path()))
            .findFirst()
            .orElseThrow(ReactionsServlet::notThere);
    decides(visitor, kept.path());
    return kept;
  }

  private static Refusal notThere() {
    return Refusal.notFound("There is no such reaction; its author may have deleted it.");
  }

  private static void decides(Visitor visitor, String page) {
    if (!visitor.decides(page)) {
      throw Refusal.forbidden("You may not change this page, so not what is shown on it either.");
    }
  }

  private List<KeptReaction> ofPage(SlingHttpServletRequest request, String page) {
    return store.of(identity(request, page)).stream()
        .sorted(Comparator.comparing((KeptReaction kept) -> kept.reaction().at()).reversed())
        .toList();
  }

  private static String identity(SlingHttpServletRequest request, String path) {
    Resource page = request.getResourceResolver().getResource(path);
    if (page == null) {
      throw Refusal.notFound("There is no such page.");
    }
    Resource content = page.getChild("jcr:content");
    return content == null
        ? PageIdentity.first(path)
        : PageIdentity.in(content).orElseGet(() -> PageIdentity.first(path));
  }

  private View view(
      Told told, SlingHttpServletRequest request, Visitor visitor, ReplyActions.Pages pages) {
    KeptReaction kept = told.kept();
    Reaction reaction = kept.reaction();
    boolean hidesThere = pages.hidesThere(kept);
    Resource title = request.getResourceResolver().getResource(kept.path() + "/jcr:content");
    return new View(
        kept.id(),
        kept.page(),
        kept.path(),
        title == null ? "" : title.getValueMap().get("jcr:title", ""),
        label(reaction.source()),
        reaction.kind().name().toLowerCase(Locale.ROOT),
        reaction.author(),
        reaction.authorUrl(),
        reaction.text(),
        reaction.url(),
        reaction.at().toString(),
        kept.moderation().name(),
        kept.decidedBy(),
        hidesThere,
        kept.hiddenThere(),
        told.problem(),
        pages.answers(kept),
        visitor.decides(kept.path()) ? actions(kept, hidesThere, pages) : List.of());
  }

  /** What was decided may be decided again where its network did not follow. */
  private List<String> actions(KeptReaction kept, boolean hidesThere, ReplyActions.Pages pages) {
    List<String> actions = new ArrayList<>();
    if (kept.moderation() == Moderation.PENDING) {
      actions.add("approve");
    } else if (kept.moderation() == Moderation.HIDDEN || (hidesThere && kept.hiddenThere())) {
      actions.add("show");
    }
    if (kept.moderation() != Moderation.HIDDEN || (hidesThere && !kept.hiddenThere())) {
      actions.add("hide");
    }
    if (!isOfANetwork(kept)) {
      actions.add("delete");
    }
    if (pages.answerable(kept)) {
      actions.add("answer");
    }
    return actions;
  }

  private String label(String source) {
    return networks.network(source).map(Network::label).orElse(source);
  }
}
