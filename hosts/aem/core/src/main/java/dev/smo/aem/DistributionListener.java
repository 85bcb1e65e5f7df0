// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import dev.smo.host.PageEvent.Kind;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Property;
import org.apache.felix.scr.annotations.Reference;
import org.apache.felix.scr.annotations.Service;
import org.apache.sling.distribution.event.DistributionEventProperties;
import org.apache.sling.distribution.event.DistributionEventTopics;
import org.apache.sling.settings.SlingSettingsService;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * Hears on author instances what Sling Content Distribution, by which AEM as a Cloud Service
 * publishes, has brought to the publish tier. What goes to the preview tier is nobody's news.
 */
@Component
@Service(EventHandler.class)
@Property(
    name = EventConstants.EVENT_TOPIC,
    value = DistributionEventTopics.AGENT_PACKAGE_DISTRIBUTED)
public final class DistributionListener implements EventHandler {
  private static final String AGENT = "publish";

  @Reference private PageEvents publications;
  @Reference private SlingSettingsService settings;

  @Override
  public void handleEvent(Event event) {
    Object agent = event.getProperty(DistributionEventProperties.DISTRIBUTION_COMPONENT_NAME);
    if (!AGENT.equals(agent) || !PageEvents.toldHere(event, settings)) {
      return;
    }
    Set<String> paths = paths(event, DistributionEventProperties.DISTRIBUTION_PATHS);
    Set<String> deep = paths(event, DistributionEventProperties.DISTRIBUTION_DEEP_PATHS);
    // A word in one implementation of Sling Content Distribution, a constant in the other.
    switch (String.valueOf(event.getProperty(DistributionEventProperties.DISTRIBUTION_TYPE))) {
      case "ADD" -> {
        paths.removeAll(deep);
        paths.forEach(path -> publications.tell(Kind.PUBLISHED, path));
        deep.forEach(publications::tellTree);
      }
      case "DELETE" -> {
        paths.addAll(deep);
        paths.forEach(publications::tellGone);
      }
      default -> {
        // A test, or caches that are to be emptied.
      }
    }
  }

  /** The pages' paths, each once, where their content nodes are named as well. */
  private static Set<String> paths(Event event, String property) {
    Set<String> paths = new LinkedHashSet<>();
    if (event.getProperty(property) instanceof String[] named) {
      for (String path : named) {
        paths.add(CqPage.pathOf(path));
      }
    }
    return paths;
  }
}
