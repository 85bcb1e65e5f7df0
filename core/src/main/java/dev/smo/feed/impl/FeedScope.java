// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.feed.Feed;
import dev.smo.host.PageSource;
import dev.smo.page.Page;
import dev.smo.prose.PlainText;
import dev.smo.settings.FeedSettings;
import dev.smo.settings.TemplatePattern;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a feed is of.
 *
 * @param page the page that carries the feed
 * @param root path of the node whose pages the feed holds: the page, or of a home page its site
 * @param limit how many entries
 * @param templates patterns of the templates of articles; empty where any leaf is an article
 */
record FeedScope(
    Page page, String root, int limit, List<TemplatePattern> templates, FeedSettings settings) {
  private static final Logger LOG = LoggerFactory.getLogger(FeedScope.class);
  private static final int MOST = 500;

  /**
   * The feed of a page, or of a feed component: of the page that its {@code root} names, else of
   * the whole site. Such a page is never one of another site.
   */
  static Optional<FeedScope> of(Resource any, PageSource pages) {
    return pages
        .read(any)
        .flatMap(
            here ->
                here.path().equals(any.getPath())
                    ? Optional.of(of(any, here))
                    : root(any, here, pages)
                        .flatMap(pages::read)
                        .filter(page -> page.site().equals(here.site()))
                        .map(page -> of(any, page)));
  }

  /** Whether there is a feed at a resource: at pages and at feed components only. */
  static boolean isAt(Resource resource, PageSource pages) {
    return resource.isResourceType(Feed.RESOURCE_TYPE) || pages.isPage(resource);
  }

  private static Optional<Resource> root(Resource component, Page here, PageSource pages) {
    ResourceResolver resolver = component.getResourceResolver();
    String chosen = component.getValueMap().get("root", "").strip();
    return chosen.isEmpty()
        ? pages.home(here.site().path(), settings(component).home(), resolver)
        : Optional.ofNullable(resolver.getResource(chosen));
  }

  private static FeedScope of(Resource any, Page page) {
    FeedSettings settings = settings(any);
    int limit = any.getValueMap().get("limit", settings.limit());
    List<TemplatePattern> templates =
        Stream.of(settings.templates()).flatMap(FeedScope::pattern).toList();
    String root = page.home() ? page.site().path() : page.path();
    return new FeedScope(page, root, Math.max(1, Math.min(limit, MOST)), templates, settings);
  }

  /** A pattern that is none is not obeyed: better articles too many than no feed at all. */
  private static Stream<TemplatePattern> pattern(String template) {
    try {
      return Stream.of(TemplatePattern.of(template));
    } catch (PatternSyntaxException e) {
      LOG.warn("\"{}\" of the templates of smo/feed is no regular expression", template, e);
      return Stream.of();
    }
  }

  private static FeedSettings settings(Resource any) {
    return Objects.requireNonNull(any.adaptTo(ConfigurationBuilder.class)).as(FeedSettings.class);
  }

  boolean isArticle(String template, boolean leaf) {
    return templates.isEmpty()
        ? leaf
        : templates.stream().anyMatch(pattern -> matches(pattern, template));
  }

  private static boolean matches(TemplatePattern pattern, String template) {
    try {
      return pattern.matches(template);
    } catch (PatternSyntaxException e) {
      LOG.warn("A template of smo/feed is not obeyed: {}", e.getMessage());
      return false;
    }
  }

  String title() {
    String site = PlainText.line(page.site().name());
    String title = PlainText.line(page.title());
    return page.home() || title.isEmpty() ? site : title + " – " + site;
  }

  /** Never empty: RSS wants one. */
  String description() {
    String description = PlainText.line(page.description());
    return description.isEmpty() ? title() : description;
  }
}
