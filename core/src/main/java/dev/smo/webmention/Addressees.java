// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import dev.smo.host.PageSource;
import dev.smo.identity.LedgerPages;
import dev.smo.identity.PageIdentity;
import dev.smo.page.Page;
import dev.smo.repository.Repository;
import dev.smo.web.WebAddress;
import java.util.Collection;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds out which page a notice is for, if that page takes webmentions from such a source. */
@Component(service = Addressees.class)
public final class Addressees {
  private final Repository repository;
  private final PageSource pages;

  @Activate
  public Addressees(@Reference Repository repository, @Reference PageSource pages) {
    this.repository = repository;
    this.pages = pages;
  }

  /** The page under the notice's target, if it is public and takes such a source's webmentions. */
  public Optional<Addressee> of(Notice notice) {
    return repository.read(
        resolver ->
            pages.at(notice.target().uri(), resolver).flatMap(page -> of(notice, page, resolver)));
  }

  /** Whether any of these addresses leads to a page, however it is written. */
  public boolean isAtAny(Collection<WebAddress> addresses, Addressee page) {
    return repository.read(
        resolver ->
            addresses.stream()
                .flatMap(address -> pages.at(address.uri(), resolver).stream())
                .anyMatch(found -> isAt(found, page)));
  }

  private boolean isAt(Resource found, Addressee page) {
    return pages.read(found).filter(there -> there.path().equals(page.path())).isPresent();
  }

  private Optional<Addressee> of(Notice notice, Resource node, ResourceResolver resolver) {
    WebmentionPolicy policy = WebmentionPolicies.of(node);
    return pages
        .read(node)
        .filter(Page::live)
        .filter(page -> !page.closed())
        .filter(page -> policy.receive())
        .filter(page -> policy.ownSite() || !own(notice.source(), page, resolver))
        .map(page -> new Addressee(page.path(), identity(node, resolver)));
  }

  private String identity(Resource page, ResourceResolver resolver) {
    return PageIdentity.verified(page, pages, new LedgerPages(resolver, pages));
  }

  private boolean own(WebAddress source, Page page, ResourceResolver resolver) {
    return WebAddress.of(page.url()).filter(source::sameHost).isPresent()
        || pages.at(source.uri(), resolver).isPresent();
  }
}
