// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import dev.smo.settings.CardDefaults;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.jetbrains.annotations.Nullable;

/**
 * Whether every page of a site gets its social card, and where that is written.
 *
 * @param path node of the site's own settings of cards, which need not be there yet
 * @param on what holds now, wherever it is written
 * @param fresh whether the node is missing: made anew it must inherit what a wider setting says
 * @param writable whether the person who asks may change it
 */
public record CardSwitch(String path, boolean on, boolean fresh, boolean writable) {
  private static final String REFERENCE = "sling:configRef";
  private static final String SETTINGS = "/sling:configs/smo/card";

  static CardSwitch of(Resource site) {
    ResourceResolver resolver = site.getResourceResolver();
    String path = configurationOf(site) + SETTINGS;
    @Nullable ConfigurationBuilder settings = site.adaptTo(ConfigurationBuilder.class);
    return new CardSwitch(
        path,
        settings != null && settings.as(CardDefaults.class).enabled(),
        resolver.getResource(path) == null,
        Policy.mayWrite(resolver, path + "/enabled"));
  }

  private static String configurationOf(Resource site) {
    for (Resource node = site; node != null; node = node.getParent()) {
      String reference = node.getValueMap().get(REFERENCE, "");
      if (reference.startsWith("/")) {
        return reference;
      }
    }
    return "/conf/global";
  }
}
