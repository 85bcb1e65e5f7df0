// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.caconfig.resource.ConfigurationResourceResolver;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.OSGiService;
import org.apache.sling.models.annotations.injectorspecific.Self;

/**
 * The sites that a person may see, with the policies of their templates. Templates are found as
 * Sling CMS finds them, so a site may have its own or inherit those of a wider configuration.
 */
@Model(adaptables = SlingHttpServletRequest.class)
public final class Installation {
  private static final String SITES =
      "SELECT * FROM [sling:Site] WHERE ISDESCENDANTNODE([/content])";

  private final ResourceResolver resolver;
  private final ConfigurationResourceResolver configurations;

  @Inject
  public Installation(
      @Self SlingHttpServletRequest request,
      @OSGiService ConfigurationResourceResolver configurations) {
    resolver = request.getResourceResolver();
    this.configurations = configurations;
  }

  public List<SiteSetup> getSites() {
    Map<Resource, List<Template>> sites =
        new TreeMap<>(Comparator.comparing(Installation::titleOf).thenComparing(Resource::getPath));
    resolver
        .findResources(SITES, "JCR-SQL2")
        .forEachRemaining(site -> sites.put(site, templatesOf(site)));
    return sites.keySet().stream().map(site -> setup(site, sites)).toList();
  }

  private List<Template> templatesOf(Resource site) {
    Collection<Resource> nodes = configurations.getResourceCollection(site, "site", "templates");
    return nodes.stream().flatMap(node -> Template.read(node).stream()).toList();
  }

  private static SiteSetup setup(Resource site, Map<Resource, List<Template>> sites) {
    List<Template> templates = sites.getOrDefault(site, List.of());
    List<SiteSetup.Use> uses = new ArrayList<>();
    templates.stream()
        .flatMap(template -> template.policies().stream())
        .distinct()
        .forEach(
            policy ->
                uses.add(
                    new SiteSetup.Use(
                        policy, titles(templates, policy), others(site, policy, sites))));
    List<String> bare =
        templates.stream()
            .filter(template -> template.policies().isEmpty())
            .map(Template::title)
            .toList();
    return new SiteSetup(site.getPath(), titleOf(site), uses, bare, CardSwitch.of(site));
  }

  private static List<String> titles(List<Template> templates, Policy policy) {
    return templates.stream()
        .filter(template -> template.policies().contains(policy))
        .map(Template::title)
        .toList();
  }

  private static List<String> others(
      Resource site, Policy policy, Map<Resource, List<Template>> sites) {
    return sites.entrySet().stream()
        .filter(other -> !other.getKey().getPath().equals(site.getPath()))
        .filter(other -> !titles(other.getValue(), policy).isEmpty())
        .map(other -> titleOf(other.getKey()))
        .collect(Collectors.toList());
  }

  private static String titleOf(Resource site) {
    String title = site.getValueMap().get("jcr:title", "");
    return title.isBlank() ? site.getName() : title;
  }
}
