// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.caconfig.resource.spi.ContextPathStrategy;
import org.apache.sling.caconfig.resource.spi.ContextResource;
import org.osgi.service.component.annotations.Component;

/**
 * Lets a page have a configuration of its own: its node takes no property but those of its type, so
 * the reference stands in its content, as on AEM. Sites and folders have it themselves, which
 * Sling's own strategy sees.
 */
@Component
public class PageContexts implements ContextPathStrategy {
  private static final String CONTENT = "jcr:content";
  private static final String REFERENCE = "sling:configRef";

  @Override
  public Iterator<ContextResource> findContextResources(Resource resource) {
    List<ContextResource> found = new ArrayList<>();
    for (Resource place = resource; place != null; place = place.getParent()) {
      Resource content = place.getChild(CONTENT);
      String reference = content == null ? "" : content.getValueMap().get(REFERENCE, "");
      if (!reference.isBlank()) {
        found.add(new ContextResource(place, reference));
      }
    }
    return found.iterator();
  }
}
