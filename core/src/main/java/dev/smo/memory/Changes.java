// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.memory;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sling.api.resource.observation.ExternalResourceChangeListener;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.osgi.service.component.annotations.Component;

/**
 * Counts what changes in all that pages are made of, on this instance and on others. It tells
 * nothing of what changed: a page rests on its site, its settings, its tags and other pages, and a
 * whole read costs less than a second list of what rests on what would.
 */
@Component(
    service = {Changes.class, ResourceChangeListener.class},
    property = {
      ResourceChangeListener.PATHS + "=/content",
      ResourceChangeListener.PATHS + "=/conf",
      ResourceChangeListener.PATHS + "=/apps/conf",
      ResourceChangeListener.PATHS + "=/libs/conf",
      ResourceChangeListener.PATHS + "=/etc",
      ResourceChangeListener.CHANGES + "=ADDED",
      ResourceChangeListener.CHANGES + "=CHANGED",
      ResourceChangeListener.CHANGES + "=REMOVED"
    })
public class Changes implements ResourceChangeListener, ExternalResourceChangeListener {
  private final AtomicLong count = new AtomicLong();

  @Override
  public void onChange(List<ResourceChange> changes) {
    count.incrementAndGet();
  }

  /** Grows with every change that was heard of. */
  long count() {
    return count.get();
  }
}
