// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.sample;

import dev.smo.host.PageSource;
import dev.smo.page.Author;
import dev.smo.page.Page;
import dev.smo.page.PageLink;
import dev.smo.prose.WritingDirection;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.inject.Inject;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.OSGiService;
import org.apache.sling.models.annotations.injectorspecific.Self;
import org.jetbrains.annotations.Nullable;

/**
 * What the frame of a sample page shows around its content. Where the page cannot be read, for want
 * of a good {@code sling:url}, the frame is nearly empty and the content still there.
 */
@Model(adaptables = Resource.class, cache = true)
public final class SamplePage {
  private final PageSource source;
  private final Resource resource;
  private final @Nullable Page page;

  @Inject
  public SamplePage(@Self Resource resource, @OSGiService PageSource source) {
    this.source = source;
    this.resource = source.pageOf(resource).orElse(resource);
    this.page = source.read(resource).orElse(null);
  }

  public String getTitle() {
    return page == null ? resource.getName() : page.title();
  }

  public String getDescription() {
    return page == null ? "" : page.description();
  }

  public String getSiteName() {
    return page == null ? "" : page.site().name();
  }

  public String getLanguage() {
    return page == null ? "" : page.locale().toLanguageTag();
  }

  /** {@code ltr} or {@code rtl}, as the language of the page is written. */
  public String getDirection() {
    return page == null ? "" : WritingDirection.of(page.locale());
  }

  public boolean isHome() {
    return page != null && page.home();
  }

  /** Whether this is something to read and share, not a list of such. */
  public boolean isArticle() {
    return page != null && page.template().endsWith("/article");
  }

  /** The page as a list shows it: its picture, date, authors. */
  public @Nullable Teaser getTeaser() {
    return page == null ? null : new Teaser(resource, page);
  }

  public String getAuthors() {
    return page == null
        ? ""
        : page.authors().stream().map(Author::name).collect(Collectors.joining(", "));
  }

  public Collection<String> getTags() {
    return page == null ? List.of() : page.tags();
  }

  public String getHomeLink() {
    return page == null ? "" : page.site().path() + "/index.html";
  }

  /**
   * Live pages at the top of the site, without its home page. Each view shows them, so no more is
   * read of them than a link needs.
   */
  public List<PageLink> getSections() {
    return site().stream()
        .flatMap(site -> StreamSupport.stream(site.getChildren().spliterator(), false))
        .flatMap(child -> source.link(child).stream())
        .filter(section -> section.live() && !(section.path() + ".html").equals(getHomeLink()))
        .toList();
  }

  /** This page in other languages: address by name of the language in itself. */
  public Map<String, URI> getLanguages() {
    Map<String, URI> languages = new TreeMap<>();
    if (page != null) {
      page.alternates().forEach((locale, url) -> languages.put(nameOf(locale), url));
    }
    return languages;
  }

  static String nameOf(Locale locale) {
    String name = locale.getDisplayLanguage(locale);
    return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
  }

  private Optional<Resource> site() {
    return Optional.ofNullable(page)
        .map(facts -> resource.getResourceResolver().getResource(facts.site().path()));
  }
}
