// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import dev.smo.connections.Connectors;
import dev.smo.connector.Network;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.PostRights;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.reactions.store.DeletedReactions;
import dev.smo.reactions.store.DeletedReactions.Deleted;
import dev.smo.reactions.store.Portion;
import java.util.List;
import java.util.Locale;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which reactions were deleted where a person has a say, by whom and when; not what they said. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/deleted")
public class DeletedServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 100;

  private final transient DeletedReactions deletions;
  private final transient Connectors networks;

  @Activate
  public DeletedServlet(
      @Reference Tokens tokens,
      @Reference DeletedReactions deletions,
      @Reference Connectors networks) {
    super(tokens);
    this.deletions = deletions;
    this.networks = networks;
  }

  /** What a GET shows. */
  record Answer(List<View> deleted, String next) {}

  /** A reaction that is gone; docs/http-api.md has the fields. */
  record View(
      String id,
      String page,
      String title,
      String source,
      String network,
      String kind,
      String by,
      String at) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    String before = request.getParameter("before");
    if (before != null && !before.isEmpty() && !before.matches(Portion.PLACE)) {
      throw Refusal.badRequest("before is what an answer has as next.");
    }
    PostRights rights = PostRights.of(visitor);
    DeletedReactions.Answer found =
        deletions.recent(
            before == null ? "" : before,
            one -> rights.reads(one.path()) && rights.writes(one.path()),
            MOST);
    return new Answer(
        found.deleted().stream().map(one -> view(one, visitor)).toList(), found.next());
  }

  private View view(Deleted deleted, Visitor visitor) {
    return new View(
        deleted.id(),
        deleted.path(),
        visitor.title(deleted.path()),
        deleted.source(),
        networks.network(deleted.source()).map(Network::label).orElse(deleted.source()),
        deleted.kind().name().toLowerCase(Locale.ROOT),
        deleted.by(),
        deleted.at().toString());
  }
}
