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
 * Counts what changes in all that pages are made of, on this instance and on others, and services
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
  /**
   * Services that have a say in what pages look like: ours, such as networks, and those of the host
   * that models, settings and words come from. A page that is looked at while the server starts
   * lacks what comes later.
   */
  private static final String SERVICES =
      "(|(objectClass=dev.smo.*)(objectClass=org.apache.sling.api.adapter.AdapterFactory)"
          + "(objectClass=org.apache.sling.caconfig.*)"
          + "(objectClass=org.apache.sling.i18n.ResourceBundleProvider))";

  private final AtomicLong count = new AtomicLong();
  private final ServiceListener services = event -> count.incrementAndGet();

  @Activate
  void hear(BundleContext context) throws InvalidSyntaxException {
    context.addServiceListener(services, SERVICES);
  }

  @Deactivate
  void leave(BundleContext context) {
    context.removeServiceListener(services);
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
