// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.feed.Feed;
import dev.smo.feed.catalog.FeedFormat;
import dev.smo.host.PageSource;
import dev.smo.prose.PlainText;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.models.annotations.Exporter;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.InjectionStrategy;
import org.apache.sling.models.annotations.injectorspecific.OSGiService;
import org.apache.sling.models.annotations.injectorspecific.SlingObject;
import org.jetbrains.annotations.Nullable;

@Model(
    adaptables = {SlingHttpServletRequest.class, Resource.class},
    adapters = Feed.class,
    resourceType = Feed.RESOURCE_TYPE)
@Exporter(name = "jackson", extensions = "json")
public final class FeedImpl implements Feed {
  private final String heading;
  private final Optional<FeedScope> scope;
  private final FeedPart part;

  @Inject
  public FeedImpl(
      @SlingObject Resource component,
      @OSGiService(injectionStrategy = InjectionStrategy.OPTIONAL) @Nullable PageSource pages) {
    heading = component.getValueMap().get("heading", "").strip();
    scope = Optional.ofNullable(pages).flatMap(source -> FeedScope.of(component, source));
    part = part(component);
  }

  @Override
  public String getHeading() {
    return heading;
  }

  private static FeedPart part(Resource component) {
    String tag = PlainText.line(component.getValueMap().get("tag", ""));
    String author = PlainText.line(component.getValueMap().get("author", ""));
    if (!tag.isEmpty()) {
      return new FeedPart(FeedPart.Kind.TAG, Slug.of(tag), 1);
    }
    return author.isEmpty()
        ? FeedPart.WHOLE
        : new FeedPart(FeedPart.Kind.AUTHOR, Slug.of(author), 1);
  }

  @Override
  public String getTitle() {
    return scope.map(FeedScope::title).orElse("");
  }

  @Override
  public String getLanguage() {
    return scope.map(of -> of.page().locale().toLanguageTag()).orElse("");
  }

  @Override
  public String getRss() {
    return address(FeedFormat.RSS);
  }

  @Override
  public String getAtom() {
    return address(FeedFormat.ATOM);
  }

  @Override
  public String getJson() {
    return address(FeedFormat.JSON);
  }

  private String address(FeedFormat format) {
    return scope
        .map(of -> format.addressOf(of.page().url(), part.selectors()).toASCIIString())
        .orElse("");
  }
}
