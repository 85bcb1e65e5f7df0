// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.delivery.PostNotes;
import dev.smo.schedule.When;
import java.util.Optional;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Takes posts that speak of no page, from whoever may change the page that they are filed under.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/notes")
public class NotesServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 50_000;
  private static final String TOKEN = "[A-Za-z0-9-]{8,64}";

  private final transient PostNotes notes;
  private final transient PostActions posts;

  @Activate
  public NotesServlet(
      @Reference Tokens tokens, @Reference PostNotes notes, @Reference PostActions posts) {
    super(tokens);
    this.notes = notes;
    this.posts = posts;
  }

  @Override
  Object show(SlingHttpServletRequest request, Visitor visitor) {
    throw Refusal.badRequest("Notes are among the posts: /bin/smo/posts.");
  }

  @Override
  Object change(SlingHttpServletRequest request, Visitor visitor) {
    String path = required(request, "page");
    if (!visitor.sees(path)) {
      throw Refusal.notFound("There is no such page.");
    }
    if (!visitor.decides(path)) {
      throw Refusal.forbidden("You may not change this page, so nothing is posted under it.");
    }
    PostNotes.Wish wish = wish(request, path);
    if (!visitor.administrator() && notes.isElsewhere(path, wish.connection())) {
      throw Refusal.forbidden(
          "The policy of this page does not name the connection "
              + wish.connection()
              + ", so only administrators post there under it.");
    }
    try {
      return posts.view(notes.enter(wish, visitor.id()), visitor);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.conflict("The server is stopping. Try again later.");
    }
  }

  private static PostNotes.Wish wish(SlingHttpServletRequest request, String path) {
    String words = required(request, "text");
    String token = required(request, "token");
    if (words.length() > LONGEST) {
      throw Refusal.badRequest("The text is longer than " + LONGEST + " characters.");
    }
    if (!token.matches(TOKEN)) {
      throw Refusal.badRequest("The token is 8 to 64 letters, digits and hyphens.");
    }
    String when = request.getParameter("when");
    Optional<When> asked =
        when == null || when.isBlank() ? Optional.empty() : Optional.of(PostActions.when(when));
    return new PostNotes.Wish(path, required(request, "connection"), words, asked, token);
  }
}
