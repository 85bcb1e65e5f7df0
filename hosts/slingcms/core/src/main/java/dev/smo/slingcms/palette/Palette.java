// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.Self;

/**
 * The components beside a page that is edited. Which of them a container takes is said by the
 * editor's own markup; here stands what that markup does not say. Sling CMS names the page in the
 * suffix of the request.
 */
@Model(adaptables = SlingHttpServletRequest.class)
public final class Palette {
  private static final String[] DEFAULT_GROUPS = {Catalogue.SOCIAL};

  private final SlingHttpServletRequest request;

  @Inject
  public Palette(@Self SlingHttpServletRequest request) {
    this.request = request;
  }

  public List<Placeable> getComponents() {
    Resource palette = request.getResource();
    String[] groups = palette.getValueMap().get("componentTypes", DEFAULT_GROUPS);
    return new Catalogue(palette.getResourceResolver()).of(List.of(groups));
  }

  /** The page that is edited; empty without one. */
  public String getPage() {
    return content().map(content -> content.getPath().replace("/jcr:content", "")).orElse("");
  }

  /** The policies of the page's template that the person may open for our components. */
  public List<Policy> getPolicies() {
    return content()
        .flatMap(Template::of)
        .map(template -> template.policies().stream().filter(Palette::couldAllowMore).toList())
        .orElse(List.of());
  }

  private static boolean couldAllowMore(Policy policy) {
    return policy.writable() && !policy.social();
  }

  private Optional<Resource> content() {
    return Optional.ofNullable(request.getRequestPathInfo().getSuffixResource())
        .map(page -> page.getChild("jcr:content"));
  }
}
