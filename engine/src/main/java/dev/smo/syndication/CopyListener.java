// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.events.EventQueue;
import java.util.List;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Hears that pages came, because a copy shows as long as its original is there. Only changes of
 * this instance are heard, so that in a cluster one node notes each.
 */
@Component(
    service = ResourceChangeListener.class,
    property = {
      ResourceChangeListener.PATHS + "=/content",
      ResourceChangeListener.CHANGES + "=ADDED"
    })
public final class CopyListener implements ResourceChangeListener {
  private final Identities identities;
  private final EventQueue events = new EventQueue("smo-copies");

  @Activate
  public CopyListener(@Reference Identities identities) {
    this.identities = identities;
  }

  @Deactivate
  public void stop() {
    events.close();
  }

  @Override
  public void onChange(List<ResourceChange> changes) {
    changes.stream()
        .map(ResourceChange::getPath)
        .filter(path -> !(path + '/').contains("/jcr:content/"))
        .distinct()
        .forEach(path -> events.add(path, () -> identities.came(path)));
  }
}
