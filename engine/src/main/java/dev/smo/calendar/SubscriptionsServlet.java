// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import java.util.List;
import java.util.stream.Stream;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes and takes back the secret addresses of the calendar of the person who asks. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/subscriptions")
public class SubscriptionsServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_FILTER = 1_000;

  private final transient Subscriptions subscriptions;

  @Activate
  public SubscriptionsServlet(@Reference Tokens tokens, @Reference Subscriptions subscriptions) {
    super(tokens);
    this.subscriptions = subscriptions;
  }

  record Answer(List<View> subscriptions) {}

  /**
   * An address.
   *
   * @param key what opens it, only in the answer that tells of its making
   */
  record View(
      String id,
      String name,
      String made,
      String connection,
      String network,
      String state,
      String site,
      @Nullable String key) {

    static View of(Subscription one, @Nullable String key) {
      CalendarFilter filter = one.filter();
      return new View(
          one.id(),
          one.name(),
          one.made().toString(),
          filter.connection(),
          filter.network(),
          filter.state(),
          filter.site(),
          key);
    }
  }

  /** Which address opens nothing any more. */
  record Revoked(String revoked) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    return new Answer(
        subscriptions.of(visitor.id()).stream().map(one -> View.of(one, null)).toList());
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    return switch (required(request, "action")) {
      case "make" -> made(request, visitor);
      case "revoke" -> revoked(required(request, "id"), visitor);
      default -> throw Refusal.badRequest("Subscriptions take the actions make and revoke.");
    };
  }

  private View made(SlingHttpServletRequest request, Visitor visitor) {
    String name = required(request, "name");
    if (name.length() > LONGEST_NAME) {
      throw Refusal.badRequest("A name has at most " + LONGEST_NAME + " characters.");
    }
    CalendarFilter filter = CalendarQuery.filter(request);
    if (Stream.of(filter.connection(), filter.network(), filter.site())
        .anyMatch(text -> text.length() > LONGEST_FILTER)) {
      throw Refusal.badRequest("What to filter by has at most " + LONGEST_FILTER + " characters.");
    }
    return subscriptions
        .make(
            visitor.id(),
            name,
            filter,
            request.getParameter("token") == null ? "" : wishToken(request))
        .map(made -> View.of(made.subscription(), made.key()))
        .orElseThrow(
            () ->
                Refusal.conflict(
                    "Nobody has more than "
                        + Subscriptions.MOST
                        + " addresses. Revoke one that you do not need any more."));
  }

  private Revoked revoked(String id, Visitor visitor) {
    if (!subscriptions.revoke(visitor.id(), id)) {
      throw Refusal.notFound("You have no such address.");
    }
    return new Revoked(id);
  }
}
