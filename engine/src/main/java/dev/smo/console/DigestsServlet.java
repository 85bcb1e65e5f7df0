// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.delivery.Decisions;
import dev.smo.delivery.Digests;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import java.util.List;
import java.util.Objects;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets a person tell of posts that are held together in one post for each connection. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/digests")
public class DigestsServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient Ledger ledger;
  private final transient Decisions decisions;
  private final transient Digests digests;

  @Activate
  public DigestsServlet(
      @Reference Tokens tokens,
      @Reference Ledger ledger,
      @Reference Decisions decisions,
      @Reference Digests digests) {
    super(tokens);
    this.ledger = ledger;
    this.decisions = decisions;
    this.digests = digests;
  }

  /** Ids of the digests. */
  record Made(List<String> digests) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    throw Refusal.badRequest("Groups are among the posts: /bin/smo/posts.");
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    String text = limited(Objects.requireNonNullElse(request.getParameter("text"), ""));
    HeldGroup group = HeldGroup.read(request, ledger, decisions, visitor);
    return patiently(
        () ->
            new Made(
                digests.make(group.posts(), text, visitor.id()).stream()
                    .map(PostRecord::id)
                    .toList()));
  }
}
