// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.delivery.NoteSizes;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Counts the words of a note as each of its networks does, while a person writes it. A POST, as
 * words may be long; it changes nothing. Whoever may write a note under a page may ask.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/sizes")
public class SizesServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;
  private final transient NoteSizes counted;

  @Activate
  public SizesServlet(@Reference Tokens tokens, @Reference NoteSizes notes) {
    super(tokens);
    this.counted = notes;
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    throw Refusal.badRequest("Words are counted by a POST, as they may be long.");
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    String path = NotesServlet.filedUnder(request, visitor);
    List<String> ids = connections(request);
    String text = request.getParameter("text");
    String words = limited(text == null ? "" : text);
    boolean pictures = !PictureChoice.of(request, "").isEmpty();
    return patiently(
        () -> {
          List<NoteSizes.Size> sizes = new ArrayList<>();
          for (String id : ids) {
            sizes.add(counted.of(path, id, visitor.administrator(), words, pictures));
          }
          return Map.of("zone", counted.zone(path), "sizes", sizes);
        });
  }

  /** None is chosen yet when somebody begins to write. */
  private static List<String> connections(SlingHttpServletRequest request) {
    String ids = request.getParameter("connections");
    return ids == null || ids.isBlank() ? List.of() : PageRequest.connections(request);
  }
}
