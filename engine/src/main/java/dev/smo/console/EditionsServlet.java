// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.delivery.NewEditions;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.ledger.PostRecord;
import dev.smo.schedule.When;
import java.util.Optional;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Posts a page anew in words that a person writes: {@code action=again} behind a post, {@code
 * action=correct} in its place.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/editions")
public class EditionsServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient PostActions posts;
  private final transient NewEditions editions;

  @Activate
  public EditionsServlet(
      @Reference Tokens tokens, @Reference PostActions posts, @Reference NewEditions editions) {
    super(tokens);
    this.posts = posts;
    this.editions = editions;
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    throw Refusal.badRequest("All editions of a page are among the posts: /bin/smo/posts?page=...");
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    String action = required(request, "action");
    PostRecord post = posts.changeable(request, visitor);
    NewEditions.Wish wish =
        new NewEditions.Wish(post.id(), limited(required(request, "text")), when(request));
    return switch (action) {
      case "again" ->
          patiently(
              () ->
                  posts.view(
                      editions.again(
                          wish, PostActions.seen(request), PostActions.reader(request, visitor)),
                      visitor));
      case "correct" -> {
        posts.mustBePossible(Action.CORRECT, post);
        yield patiently(
            () ->
                posts.view(editions.correct(wish, PostActions.reader(request, visitor)), visitor));
      }
      default -> throw Refusal.badRequest("The action is again or correct.");
    };
  }

  private static Optional<When> when(SlingHttpServletRequest request) {
    String when = request.getParameter("when");
    return when == null || when.isBlank() ? Optional.empty() : Optional.of(PostActions.when(when));
  }
}
