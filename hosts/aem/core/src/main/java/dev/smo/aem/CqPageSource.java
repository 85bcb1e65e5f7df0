// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.day.cq.commons.Externalizer;
import dev.smo.content.ContentImages;
import dev.smo.host.PageSource;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.web.WebAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Reference;
import org.apache.felix.scr.annotations.Service;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/**
 * The pages of AEM, read as plain resources, and assets that are posted by themselves. Of authors
 * AEM keeps login names only, which are nobody's business, so pages have none.
 */
@Component
@Service(PageSource.class)
public final class CqPageSource implements PageSource {
  @Reference private Externalizer externalizer;
  private final OwnHosts hosts = new OwnHosts(System::nanoTime);

  @Override
  public Optional<Resource> pageOf(Resource any) {
    for (Resource node = any; node != null; node = node.getParent()) {
      if (CqPage.isPage(node)) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Instant> lastPublished(Resource page) {
    return CqPage.of(page).lastPublished(Instant.now());
  }

  @Override
  public Optional<Resource> contentOf(Resource page) {
    return Optional.ofNullable(page.getChild(CqPage.CONTENT));
  }

  @Override
  public Stream<Resource> pagesBelow(Resource root) {
    return CqPage.below(root);
  }

  @Override
  public Optional<Image> image(Resource any, String place, String alt) {
    ResourceResolver resolver = any.getResourceResolver();
    return Optional.ofNullable(CqPicture.at(place, alt, resolver, addresses().of(any)));
  }

  /** Those of components that name an image of the DAM, as Core Components' image and teaser do. */
  @Override
  public List<Image> moreImages(Resource any) {
    return pageOf(any)
        .map(
            node -> {
              CqSite site = CqSite.of(node, addresses().of(node));
              return ContentImages.of(
                  node.getChild(CqPage.CONTENT),
                  CqPicture.of(CqPage.of(node), site),
                  component ->
                      CqPicture.referenced(component, /* featured= */ false, site.addresses())
                          .stream()
                          .filter(image -> image.type().startsWith("image/")));
            })
        .orElse(List.of());
  }

  @Override
  public Optional<Page> read(Resource any) {
    if (CqAsset.isAsset(any)) {
      return Optional.of(new CqAsset(any, addresses().of(any)).read(Instant.now()));
    }
    return pageOf(any)
        .filter(page -> page.getChild(CqPage.CONTENT) != null)
        .map(page -> read(CqPage.of(page)));
  }

  @Override
  public List<Resource> ahead(Instant from, Instant to, ResourceResolver reader) {
    return PagesAhead.find(from, to, reader);
  }

  @Override
  public Optional<Resource> at(URI address, ResourceResolver reader) {
    return new CqPublicAddresses(addresses(), hosts).find(address, reader);
  }

  private ExternalAddresses addresses() {
    return new ExternalAddresses(externalizer);
  }

  private Page read(CqPage page) {
    Instant now = Instant.now();
    Resource node = page.page();
    CqSite site = CqSite.of(node, addresses().of(node));
    return Page.builder(node.getPath(), site.site(), site.addressOf(node))
        .canonical(canonical(page, site))
        .title(page.title())
        .description(page.description())
        .image(CqPicture.of(page, site).orElse(null))
        .locale(site.locale())
        .alternates(site.copiesOf(node, addresses(), now))
        .tags(CqTags.of(page, site.locale()))
        .template(page.text("cq:template"))
        .published(page.published())
        .modified(page.date("cq:lastModified"))
        .expires(page.date("offTime"))
        .live(page.live(now))
        .noindex(page.noindex())
        .closed(ClosedGroup.has(node))
        .home(node.getPath().equals(site.root().getPath()))
        .build();
  }

  /** An author names a page's path or an address. */
  private static @Nullable URI canonical(CqPage page, CqSite site) {
    String canonical = page.text("cq:canonicalUrl");
    if (canonical.startsWith("/")) {
      Resource target = page.page().getResourceResolver().getResource(canonical);
      return target == null || !CqPage.isPage(target) ? null : site.addressOf(target);
    }
    return WebAddress.shown(canonical).orElse(null);
  }
}
