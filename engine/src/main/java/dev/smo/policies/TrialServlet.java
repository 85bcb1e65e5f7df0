// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.policies;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.host.PageSource;
import dev.smo.page.Page;
import dev.smo.syndication.PostPreview;
import dev.smo.syndication.PostPreviews;
import dev.smo.syndication.PostPreviews.Plan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What would be posted of a page under settings that nobody has saved. They are written into the
 * session of who asks, the page is planned there, and the session forgets them.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/policies/trial")
public class TrialServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient Places places;
  private final transient PolicyForms forms;
  private final transient PageSource pages;
  private final transient PostPreviews rehearsal;

  @Activate
  public TrialServlet(
      @Reference Tokens tokens,
      @Reference Places places,
      @Reference PolicyForms forms,
      @Reference PageSource pages,
      @Reference PostPreviews rehearsal) {
    super(tokens);
    this.places = places;
    this.forms = forms;
    this.pages = pages;
    this.rehearsal = rehearsal;
  }

  /**
   * What would become of a page.
   *
   * @param verdict {@code posted}, {@code off}, {@code not-meant} or {@code no-connection}
   * @param times when each post would go, by connection
   */
  record View(
      String path,
      String title,
      String template,
      String language,
      String verdict,
      List<PostPreview> posts,
      Map<String, String> times,
      List<String> lostTags) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    throw Refusal.notFound("Try settings with a POST.");
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    ResourceResolver person = request.getResourceResolver();
    ResourceResolver session = new OneCommit(person);
    Place place = places.at(required(request, "site"), session);
    PoliciesServlet.mayWrite(place, visitor);
    try {
      PoliciesServlet.mustBeRight(request, forms.write(place, PolicyChange.of(request)));
      return tried(required(request, "page"), place, session);
    } finally {
      person.revert();
    }
  }

  private View tried(String path, Place place, ResourceResolver session) {
    Resource page = session.getResource(path);
    String below = place.resource().getPath();
    if (page == null || !(path.equals(below) || path.startsWith(below + "/"))) {
      throw Refusal.notFound(
          "There is no page " + path + " in " + below + ", or you may not read it.");
    }
    Page facts =
        pages
            .read(page)
            .orElseThrow(() -> Refusal.notFound(path + " is no page, or its site has no address."));
    Plan plan = rehearsal.of(page, facts);
    return new View(
        facts.path(),
        facts.title(),
        facts.template(),
        facts.locale().toLanguageTag(),
        plan.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        plan.posts(),
        plan.times().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, time -> time.getValue().toString())),
        plan.lostTags());
  }

  @Override
  protected Object failed(SlingHttpServletRequest request, String reason) {
    return PoliciesServlet.failure(request, reason);
  }
}
