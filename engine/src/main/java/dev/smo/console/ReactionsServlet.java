// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Connectors;
import dev.smo.connector.Network;
import dev.smo.engagement.EngagementPoller;
import dev.smo.identity.PageIdentity;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionStore;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
          "hide", Moderation.HIDDEN);

  private final transient ReactionStore store;
  private final transient Connectors networks;
  private final transient EngagementPoller watch;

  @Activate
  public ReactionsServlet(
      @Reference Tokens tokens,
      @Reference ReactionStore store,
      @Reference Connectors networks,
      @Reference EngagementPoller watch) {
    super(tokens);
    this.store = store;
    this.networks = networks;
    this.watch = watch;
  }

  /** What a GET shows. */
  record Answer(List<View> reactions) {}

  /** A reaction, and what this person may decide about it. */
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
      List<String> actions) {}

  /** How many posts are looked at within seconds. */
  record Refreshed(int posts) {}

  @Override
  Object show(SlingHttpServletRequest request, Visitor visitor) {
    String page = request.getParameter("page");
    List<KeptReaction> wanted = page == null ? store.pending(MOST * 2) : ofPage(request, page);
    return new Answer(
        wanted.stream()
            .filter(
                kept -> visitor.sees(kept.path()) && (page != null || visitor.decides(kept.path())))
            .limit(MOST)
            .map(kept -> view(kept, request, visitor))
            .toList());
  }

  @Override
  Object change(SlingHttpServletRequest request, Visitor visitor) {
    String action = required(request, "action");
    if (action.equals("refresh")) {
      String page = required(request, "page");
      decides(visitor, page);
      return new Refreshed(watch.refresh(identity(request, page)));
    }
    Moderation decision = DECISIONS.get(action);
    if (decision == null) {
      throw Refusal.badRequest("There is no action " + action + ".");
    }
    String identity = required(request, "identity");
    String id = required(request, "id");
    KeptReaction kept =
        store.of(identity).stream()
            .filter(one -> one.id().equals(id) && visitor.sees(one.path()))
            .findFirst()
            .orElseThrow(ReactionsServlet::notThere);
    decides(visitor, kept.path());
    return store
        .moderate(identity, id, decision, visitor.id())
        .map(decided -> view(decided, request, visitor))
        .orElseThrow(ReactionsServlet::notThere);
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

  private View view(KeptReaction kept, SlingHttpServletRequest request, Visitor visitor) {
    Reaction reaction = kept.reaction();
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
        visitor.decides(kept.path()) ? actions(kept) : List.of());
  }

  private static List<String> actions(KeptReaction kept) {
    return switch (kept.moderation()) {
      case PENDING -> List.of("approve", "hide");
      case APPROVED -> List.of("hide");
      case HIDDEN -> List.of("approve");
    };
  }

  private String label(String source) {
    return networks.network(source).map(Network::label).orElse(source);
  }
}
