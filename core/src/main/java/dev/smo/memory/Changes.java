// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.memory;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sling.api.resource.observation.ExternalResourceChangeListener;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Counts what changes in all that pages are made of, on this instance and on others, and networks
 * that come and go. It tells nothing of what changed: a page rests on its site, its settings, its
 * tags and other pages, and a whole read costs less than a second list of what rests on what would.
 */
@Component(
    service = {Changes.class, ResourceChangeListener.class},
    property = {
      ResourceChangeListener.PATHS + "=/content",
      ResourceChangeListener.PATHS + "=/conf",
      ResourceChangeListener.PATHS + "=/etc",
      // Scripts, words and defaults, ours and those of a site that overlay them, and the style
      // sheets whose versions stand in markup.
      ResourceChangeListener.PATHS + "=/apps",
      ResourceChangeListener.PATHS + "=/libs",
      ResourceChangeListener.PATHS + "=/static/clientlibs/smo",
      ResourceChangeListener.CHANGES + "=ADDED",
      ResourceChangeListener.CHANGES + "=CHANGED",
      ResourceChangeListener.CHANGES + "=REMOVED"
    })
public class Changes implements ResourceChangeListener, ExternalResourceChangeListener {
  /** Services that name networks, which stand in bars. */
  private static final String NETWORKS =
      "(|(objectClass=dev.smo.connector.Connector)(objectClass=dev.smo.connector.NetworkProvider))";

  private final AtomicLong count = new AtomicLong();
  private final ServiceListener networks = event -> count.incrementAndGet();

  @Activate
  void hear(BundleContext context) throws InvalidSyntaxException {
    context.addServiceListener(networks, NETWORKS);
  }

  @Deactivate
  void leave(BundleContext context) {
    context.removeServiceListener(networks);
  }

  @Override
  public void onChange(List<ResourceChange> changes) {
    count.incrementAndGet();
  }

  /** Grows with every change that was heard of. */
  long count() {
    return count.get();
  }
}
