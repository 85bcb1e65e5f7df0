// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.policies;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import java.util.List;
import java.util.Map;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The settings of a site or a part of it. Whoever reads them in the repository sees them, and
 * whoever writes them there changes them, in that person's own session: there is no other list of
 * rights.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/policies")
public class PoliciesServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;
  private static final String FAILED = PoliciesServlet.class.getName();

  private final transient Places places;
  private final transient PolicyForms forms;

  @Activate
  public PoliciesServlet(
      @Reference Tokens tokens, @Reference Places places, @Reference PolicyForms forms) {
    super(tokens);
    this.places = places;
    this.forms = forms;
  }

  /**
   * A place with its forms.
   *
   * @param own whether it has a configuration of its own; without, its forms show what is above
   * @param conf the folder whose configuration holds first, or empty
   * @param context path of what refers to that folder, or empty
   * @param editable whether who asks may write there
   * @param proposal the folder that it could have, where it has none
   */
  record View(
      String path,
      String title,
      boolean own,
      String conf,
      String context,
      boolean editable,
      String proposal,
      List<FormView> forms) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    ResourceResolver person = request.getResourceResolver();
    String letters = request.getParameter("pages");
    if (request.getParameter("site") == null) {
      return letters == null
          ? places.all(person)
          : Map.of("pages", places.pages(person, letters.strip()));
    }
    Place place = places.at(required(request, "site"), person);
    return letters == null
        ? view(place, visitor)
        : Map.of("pages", places.pages(place, letters.strip()));
  }

  private View view(Place place, Visitor visitor) {
    return new View(
        place.resource().getPath(),
        Places.title(place.resource()),
        place.own(),
        place.conf(),
        place.context(),
        place.own() && visitor.adds(folder(place)),
        place.own() ? "" : Places.proposal(place),
        forms.read(place));
  }

  private static String folder(Place place) {
    return place.conf() + "/sling:configs/smo/syndication";
  }

  /** Saves, or gives a place a configuration of its own where it names a folder for it. */
  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    ResourceResolver person = request.getResourceResolver();
    ResourceResolver session = new OneCommit(person);
    Place place = places.at(required(request, "site"), session);
    try {
      if (request.getParameter("conf") == null) {
        save(request, visitor, place);
      } else {
        make(place, required(request, "conf"));
      }
      commit(person, place);
    } finally {
      person.revert();
    }
    return view(places.at(place.resource().getPath(), person), visitor);
  }

  private void make(Place place, String conf) {
    if (place.own()) {
      throw Refusal.conflict(
          place.resource().getPath() + " has a configuration of its own already: " + place.conf());
    }
    try {
      places.make(place, conf);
    } catch (PersistenceException e) {
      throw Refusal.forbidden("You may not make the folder " + conf + ".");
    }
  }

  private void save(SlingHttpServletRequest request, Visitor visitor, Place place) {
    mayWrite(place, visitor);
    List<PolicyChange> changes = PolicyChange.of(request);
    if (!forms.moved(place, changes).isEmpty()) {
      request.setAttribute(FAILED, Map.of("current", view(place, visitor)));
      throw Refusal.conflict(
          "Somebody else has changed this meanwhile. Look at what it is now, then save again.");
    }
    mustBeRight(request, forms.write(place, changes));
  }

  static void mayWrite(Place place, Visitor visitor) {
    if (!place.own()) {
      throw Refusal.conflict(
          place.resource().getPath()
              + " has no configuration of its own. Give it one, or change that of "
              + (place.context().isEmpty() ? "a site above it." : place.context() + "."));
    }
    if (!visitor.adds(folder(place))) {
      throw Refusal.forbidden(
          "You may not change " + place.conf() + ". Who may is what the repository says there.");
    }
  }

  static void mustBeRight(SlingHttpServletRequest request, PolicyForms.Wrong wrong) {
    if (!wrong.fields().isEmpty()) {
      request.setAttribute(FAILED, Map.of("wrong", wrong.fields()));
      throw Refusal.badRequest("Something is not written as it is read. Nothing was saved.");
    }
  }

  private static void commit(ResourceResolver person, Place place) {
    try {
      person.commit();
    } catch (PersistenceException e) {
      person.revert();
      person.refresh();
      throw isDenied(e)
          ? Refusal.forbidden(
              "You may not change all of this. Who may change "
                  + place.resource().getPath()
                  + " and its configuration is what the repository says there.")
          : Refusal.conflict("Somebody else saved at the same moment. Look again, then save.");
    }
  }

  private static boolean isDenied(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof javax.jcr.AccessDeniedException) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected Object failed(SlingHttpServletRequest request, String reason) {
    return failure(request, reason);
  }

  /** What went wrong, with what a person needs to go on. */
  static Map<String, Object> failure(SlingHttpServletRequest request, String reason) {
    return request.getAttribute(FAILED) instanceof Map<?, ?> more
        ? more.containsKey("wrong")
            ? Map.of("error", reason, "wrong", more.get("wrong"))
            : Map.of("error", reason, "current", more.get("current"))
        : Map.of("error", reason);
  }
}
