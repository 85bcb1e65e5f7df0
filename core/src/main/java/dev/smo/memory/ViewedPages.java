// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.memory;

import dev.smo.host.PageSource;
import dev.smo.page.Page;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The facts of the pages that are viewed, however many components of theirs ask for them. */
@Component(service = ViewedPages.class)
public class ViewedPages {
  private final PageSource pages;
  private final Memory<Optional<Page>> read;

  @Activate
  public ViewedPages(@Reference PageSource pages, @Reference Changes changes) {
    this.pages = pages;
    read = new Memory<>(changes, pages);
  }

  /**
   * The facts of a page.
   *
   * @param page a page's own resource
   */
  public Optional<Page> of(Resource page) {
    return read.of(page, () -> pages.read(page));
  }
}
