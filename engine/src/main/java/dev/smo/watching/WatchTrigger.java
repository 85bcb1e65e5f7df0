// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.watching;

import dev.smo.host.PageEvent;
import dev.smo.host.PageListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Hears that a page went live, and sees what it shows. What becomes of pages that went away is seen
 * when somebody looks.
 */
@Component(service = PageListener.class)
public final class WatchTrigger implements PageListener {
  private final WatchedPages pages;

  @Activate
  public WatchTrigger(@Reference WatchedPages pages) {
    this.pages = pages;
  }

  @Override
  public void heard(PageEvent event) {
    if (event.kind() == PageEvent.Kind.PUBLISHED) {
      pages.note(event.path());
    }
  }
}
