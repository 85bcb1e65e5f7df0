// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.delivery.PostNotes;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.schedule.When;
import dev.smo.syndication.SyndicationRequest;
import java.util.List;
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

  private static final String OPTION = "option.";

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
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    throw Refusal.badRequest("Notes are among the posts: /bin/smo/posts.");
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    String path = filedUnder(request, visitor);
    PostNotes.Wish wish = wish(request, path);
    wish.asked().images().ifPresent(images -> PictureChoice.mustSee(images, visitor));
    if (!visitor.administrator() && notes.isElsewhere(path, wish.connection())) {
      throw Refusal.forbidden(
          "The policy of this page does not name the connection "
              + wish.connection()
              + ", so only administrators post there under it.");
    }
    return patiently(() -> posts.view(notes.enter(wish, visitor.id()), visitor));
  }

  /** The page that a note is filed under, which the person may change. */
  static String filedUnder(SlingHttpServletRequest request, Visitor visitor) {
    String path = required(request, "page");
    if (!visitor.sees(path)) {
      throw Refusal.notFound("There is no such page.");
    }
    if (!visitor.decides(path)) {
      throw Refusal.forbidden("You may not change this page, so nothing is posted under it.");
    }
    return path;
  }

  private static PostNotes.Wish wish(SlingHttpServletRequest request, String path) {
    String words = limited(required(request, "text"));
    String token = wishToken(request);
    String when = request.getParameter("when");
    Optional<When> asked =
        when == null || when.isBlank() ? Optional.empty() : Optional.of(PostActions.when(when));
    SyndicationRequest wanted =
        SyndicationRequest.of(
                path,
                List.of(required(request, "connection")),
                "",
                asked,
                "true".equals(request.getParameter("approval")))
            .choosing(PostActions.optionsOf(request, OPTION))
            .showing(PictureChoice.of(request, ""));
    return new PostNotes.Wish(wanted, words, token, "true".equals(request.getParameter("draft")));
  }
}
