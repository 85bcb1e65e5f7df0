// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import dev.smo.connections.Connectors;
import dev.smo.connector.Network;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.PostRights;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Visitor;
import dev.smo.host.PageSource;
import dev.smo.identity.LedgerPages;
import dev.smo.identity.PageIdentity;
import dev.smo.reactions.store.Aside;
import dev.smo.reactions.store.BlockedSenders;
import dev.smo.reactions.store.Handling.Task;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Portion;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.Repository;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The reactions that a person may see, and how they look to that person. */
@Component(service = ReactionList.class)
public class ReactionList {
  /** Most reactions in one answer. */
  static final int MOST = 100;

  private final Repository repository;
  private final PageSource source;
  private final ReactionStore store;
  private final BlockedSenders blocks;
  private final Connectors networks;

  @Activate
  public ReactionList(
      @Reference Repository repository,
      @Reference PageSource source,
      @Reference ReactionStore store,
      @Reference BlockedSenders blocks,
      @Reference Connectors networks) {
    this.repository = repository;
    this.source = source;
    this.store = store;
    this.blocks = blocks;
    this.networks = networks;
  }

  /**
   * Some of the reactions that were asked for.
   *
   * @param total how many there are; null where nobody has counted
   */
  record Found(Portion portion, @Nullable Integer total) {}

  /** The reactions that a request asks for. */
  Found read(SlingHttpServletRequest request, Visitor visitor) {
    ReactionQuery query = ReactionQuery.of(request);
    Map<String, String> titles = new HashMap<>();
    Predicate<KeptReaction> wanted =
        kept ->
            query.wants(kept, visitor.id(), path -> titles.computeIfAbsent(path, visitor::title));
    if (!query.page().isEmpty()) {
      List<KeptReaction> all =
          store.of(identity(query.page(), visitor)).stream()
              .filter(kept -> visitor.sees(kept.path()) && shows(kept, query.page(), visitor))
              .filter(wanted)
              .toList();
      return cut(all, query);
    }
    PostRights rights = PostRights.of(visitor);
    Predicate<KeptReaction> both = kept -> decides(rights, kept) && wanted.test(kept);
    return query.waiting()
        ? cut(store.pending(both, Integer.MAX_VALUE), query)
        : new Found(store.recent(query.before(), both, MOST), null);
  }

  private static Found cut(List<KeptReaction> all, ReactionQuery query) {
    return new Found(Portion.of(all, query.before(), MOST), all.size());
  }

  /** How many wait for a person. */
  int waiting(Visitor visitor) {
    PostRights rights = PostRights.of(visitor);
    return store.pending(kept -> decides(rights, kept), Integer.MAX_VALUE).size();
  }

  private static boolean decides(PostRights rights, KeptReaction kept) {
    return rights.reads(kept.path()) && rights.writes(kept.path());
  }

  /** Whether it shows on this page, and not on another whose identity the page only claims. */
  private static boolean shows(KeptReaction kept, String page, Visitor visitor) {
    return kept.path().equals(page) || !visitor.finds(kept.path());
  }

  /** The reaction that a request names, for whoever sees its page. */
  KeptReaction visible(SlingHttpServletRequest request, String id, Visitor visitor) {
    return store.of(JsonServlet.required(request, "identity")).stream()
        .filter(one -> one.id().equals(id) && visitor.sees(one.path()))
        .findFirst()
        .orElseThrow(ReactionDecisions::notThere);
  }

  /** The identity of a page that a person sees, as far as it is more than a claim. */
  String identity(String path, Visitor visitor) {
    Refusal none = Refusal.notFound("There is no such page.");
    if (!visitor.finds(path)) {
      throw none;
    }
    return repository.read(
        resolver -> {
          Resource page = resolver.getResource(path);
          if (page == null) {
            throw none;
          }
          return PageIdentity.verified(page, source, new LedgerPages(resolver, source));
        });
  }

  /** Notes whether a reaction is hidden on its network. */
  KeptReaction hiddenThere(KeptReaction kept, boolean hidden) {
    return store.change(kept.page(), kept.id(), now -> now.hidden(hidden)).orElse(kept);
  }

  /**
   * A reaction as a person sees it.
   *
   * @param problem what did not work of what was wanted with it; empty: nothing
   */
  ReactionView view(KeptReaction kept, String problem, ReplyActions.Pages pages, Visitor visitor) {
    Reaction reaction = kept.reaction();
    boolean hidesThere = pages.hidesThere(kept);
    String sender = blocks.address(reaction);
    boolean decides = visitor.decides(kept.path());
    return new ReactionView(
        kept.id(),
        kept.page(),
        kept.path(),
        visitor.title(kept.path()),
        reaction.source(),
        networks.network(reaction.source()).map(Network::label).orElse(reaction.source()),
        reaction.kind().name().toLowerCase(Locale.ROOT),
        reaction.author(),
        reaction.authorUrl(),
        reaction.text(),
        reaction.url(),
        reaction.at().toString(),
        kept.seen().toString(),
        kept.moderation().name(),
        decides ? kept.decidedBy() : "",
        ReactionView.state(kept),
        decides ? kept.handling().assignee() : "",
        kept.waits(),
        !Aside.is(kept.page()),
        hidesThere,
        kept.hiddenThere(),
        ReactionDecisions.isLiked(kept),
        sender,
        problem,
        kept.revision(),
        pages.answers(kept),
        decides ? actions(kept, hidesThere, !sender.isEmpty(), pages) : List.of());
  }

  /** What was decided may be decided again where its network did not follow. */
  private static List<String> actions(
      KeptReaction kept, boolean hidesThere, boolean known, ReplyActions.Pages pages) {
    List<String> actions = new ArrayList<>();
    if (kept.moderation() == Moderation.PENDING) {
      actions.add("approve");
    } else if (kept.moderation() == Moderation.HIDDEN || (hidesThere && kept.hiddenThere())) {
      actions.add("show");
    }
    if (kept.moderation() != Moderation.HIDDEN || (hidesThere && !kept.hiddenThere())) {
      actions.add("hide");
    }
    if (kept.reaction().byWebmention()) {
      actions.add("delete");
    }
    if (pages.answerable(kept)) {
      actions.add("answer");
    }
    if (pages.likeable(kept)) {
      actions.add(ReactionDecisions.isLiked(kept) ? "unlike" : "like");
    }
    if (kept.reaction().kind().hasWords() && !kept.isHidden()) {
      actions.add("assign");
      actions.add(kept.handling().task() == Task.DONE ? "todo" : "done");
    }
    if (known && !kept.handling().blocked()) {
      actions.add("block");
    }
    return actions;
  }
}
