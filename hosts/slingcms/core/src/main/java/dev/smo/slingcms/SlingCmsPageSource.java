// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import dev.smo.host.PageSource;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.PageLink;
import dev.smo.slingcms.CmsSite.IncompleteSiteException;
import dev.smo.web.WebAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of Sling CMS: nodes of type {@code sling:Page} below {@code /content} and within a
 * {@code sling:Site}. A page's public address is the site's {@code sling:url}, the page's path
 * below the site, and {@code .html}, as the CMS itself counts it.
 */
@Component(service = PageSource.class)
public final class SlingCmsPageSource implements PageSource {
  private static final Logger LOG = LoggerFactory.getLogger(SlingCmsPageSource.class);

  private final InstanceType instance;
  private final PagePictures pictures = new PagePictures();

  /** Last complaint about each site, so that a fault is told once and again when it changes. */
  private final Map<String, String> complaints = new ConcurrentHashMap<>();

  @Activate
  public SlingCmsPageSource(@Reference InstanceType instance) {
    this.instance = instance;
  }

  @Override
  public Optional<Resource> pageOf(Resource any) {
    return pageAbove(any).filter(page -> CmsSite.nodeAbove(page).isPresent());
  }

  private static Optional<Resource> pageAbove(Resource any) {
    for (Resource node = any; node != null; node = node.getParent()) {
      if (PageNode.isPage(node)) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  /** On a renderer nothing: there the author's instance tells of its pages. */
  @Override
  public Optional<Instant> lastPublished(Resource page) {
    return instance.authors() ? PageNode.of(page).lastPublished() : Optional.empty();
  }

  @Override
  public Optional<Resource> contentOf(Resource page) {
    return Optional.ofNullable(page.getChild(PageNode.CONTENT));
  }

  @Override
  public Stream<Resource> pagesBelow(Resource root) {
    return PageTree.below(root).filter(page -> CmsSite.nodeAbove(page).isPresent());
  }

  @Override
  public Optional<Page> read(Resource any) {
    return pageAbove(any)
        .filter(page -> page.getChild(PageNode.CONTENT) != null)
        .flatMap(page -> siteOf(page).map(site -> read(PageNode.of(page), site)));
  }

  @Override
  public List<Resource> ahead(Instant from, Instant to, ResourceResolver reader) {
    return instance.authors() ? PagesAhead.find(from, to, reader) : List.of();
  }

  @Override
  public Optional<Resource> at(URI address, ResourceResolver reader) {
    return SlingCmsPublicAddresses.find(address, reader);
  }

  @Override
  public Optional<PageLink> link(Resource page) {
    if (!PageNode.isPage(page)) {
      return Optional.empty();
    }
    PageNode node = PageNode.of(page);
    return siteOf(page)
        .map(site -> new PageLink(page.getPath(), node.title(), site.addressOf(page), node.live()));
  }

  @Override
  public Optional<Image> image(Resource any, String place, String alt) {
    return siteOf(any).map(site -> pictures.at(place, alt, any, site));
  }

  @Override
  public List<Image> moreImages(Resource any) {
    return pageAbove(any)
        .flatMap(page -> siteOf(page).map(site -> moreImages(PageNode.of(page), site)))
        .orElse(List.of());
  }

  private List<Image> moreImages(PageNode page, CmsSite site) {
    Optional<Image> own = Optional.ofNullable(pictures.of(page, site));
    return new ContentPictures(pictures, page.page(), site).without(own);
  }

  private Optional<CmsSite> siteOf(Resource page) {
    return CmsSite.nodeAbove(page).flatMap(this::siteAt);
  }

  private Optional<CmsSite> siteAt(Resource node) {
    try {
      CmsSite site = CmsSite.read(node);
      complaints.remove(node.getPath());
      return Optional.of(site);
    } catch (IncompleteSiteException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.equals(complaints.put(node.getPath(), message))) {
        LOG.error(message);
      }
      return Optional.empty();
    }
  }

  private Page read(PageNode page, CmsSite site) {
    String path = page.page().getPath();
    return Page.builder(path, site.site(), site.addressOf(page.page()))
        .canonical(canonicalOf(page))
        .title(page.title())
        .description(page.description())
        .image(pictures.of(page, site))
        .alternates(LanguageCopies.of(page.page(), site))
        .tags(page.tags(site.site().locale()))
        .authors(page.authors())
        .template(page.text("sling:template"))
        .published(page.published())
        .modified(page.modified())
        .live(page.live())
        .noindex(page.noindex())
        .home(path.equals(site.site().path() + "/index"))
        .build();
  }

  /** The dialog of the CMS offers a page's path; an address is taken as well. */
  private @Nullable URI canonicalOf(PageNode page) {
    String canonical = page.text("canonical");
    if (canonical.startsWith("/")) {
      Resource target = page.page().getResourceResolver().getResource(canonical);
      return target == null || !PageNode.isPage(target)
          ? null
          : siteOf(target).map(site -> site.addressOf(target)).orElse(null);
    }
    return WebAddress.shown(canonical).orElse(null);
  }
}
