// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.identity;

import dev.smo.host.PageSource;
import dev.smo.repository.Repository;
import java.util.function.Function;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The identities of pages for whoever shows or counts something of them. What a page says of its
 * own is a claim, and the ledger is asked. An instance without one, such as a publisher that gets
 * its content from elsewhere, has the claim only.
 */
@Component(service = VerifiedPages.class)
public class VerifiedPages {
  private final Repository repository;
  private final PageSource pages;

  @Activate
  public VerifiedPages(@Reference Repository repository, @Reference PageSource pages) {
    this.repository = repository;
    this.pages = pages;
  }

  /** The identity of a page, which may be read with any rights. */
  public String of(Resource page) {
    return reading(identities -> identities.apply(page));
  }

  /**
   * Asks for many pages at once.
   *
   * @param work is given what tells the identity of a page, until it returns
   */
  public <T> T reading(Function<Function<Resource, String>, T> work) {
    return repository.read(ledger -> work.apply(page -> of(page, ledger)));
  }

  private String of(Resource page, ResourceResolver ledger) {
    if (ledger.getResource(PageIdentity.PAGES) == null) {
      return PageIdentity.of(page, pages);
    }
    // A page that strangers may not read yet has its identity all the same.
    Resource known = ledger.getResource(page.getPath());
    return PageIdentity.verified(
        known == null ? page : known, pages, new LedgerPages(ledger, pages));
  }
}
