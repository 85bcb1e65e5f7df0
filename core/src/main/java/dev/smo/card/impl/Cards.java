package dev.smo.card.impl;

import dev.smo.card.CardDefaults;
import dev.smo.feed.FeedFormat;
import dev.smo.feed.FeedSettings;
import dev.smo.page.Page;
import dev.smo.page.PageSource;
import dev.smo.page.PlainText;
import dev.smo.picture.SocialPictures;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceUtil;
import org.apache.sling.api.resource.ValueMap;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Reads the card of a page: for the component and for the head transformer alike. */
@Component(service = Cards.class)
public final class Cards {
  private final PageSource pages;
  private final @Nullable SocialPictures drawn;

  @Activate
  public Cards(
      @Reference PageSource pages,
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable
          SocialPictures drawn) {
    this.pages = pages;
    this.drawn = drawn;
  }

  /** The card of the page that {@code any} is or lies in. */
  Optional<Card> of(Resource any) {
    return card(any, settings(any, CardDefaults.class));
  }

  /** The same, if the site wants a card on every page. */
  Optional<Card> wanted(Resource any) {
    if (ResourceUtil.isNonExistingResource(any)) {
      return Optional.empty();
    }
    CardDefaults defaults = settings(any, CardDefaults.class);
    return defaults.enabled() ? card(any, defaults) : Optional.empty();
  }

  private Optional<Card> card(Resource any, CardDefaults defaults) {
    return pages.read(any).map(page -> card(any, page, defaults));
  }

  private Card card(Resource any, Page page, CardDefaults defaults) {
    ValueMap own =
        pages
            .pageOf(any)
            .flatMap(pages::contentOf)
            .map(content -> content.getChild("smo"))
            .map(Resource::getValueMap)
            .orElse(ValueMap.EMPTY);
    String title = first(own.get("title", ""), page.title(), page.site().name());
    return new Card(
        page,
        title,
        first(own.get("description", ""), page.description()),
        new Pictures(page, any, drawn).choose(own, defaults),
        defaults,
        defaults.feeds() ? feeds(any, page) : Map.of());
  }

  private static String first(String... texts) {
    for (String text : texts) {
      String line = PlainText.line(text);
      if (!line.isEmpty()) {
        return line;
      }
    }
    return "";
  }

  private Map<FeedFormat, URI> feeds(Resource any, Page page) {
    Map<FeedFormat, URI> feeds = new EnumMap<>(FeedFormat.class);
    String home = page.site().path() + '/' + settings(any, FeedSettings.class).home();
    Optional.ofNullable(any.getResourceResolver().getResource(home))
        .flatMap(pages::read)
        .ifPresent(
            found -> {
              for (FeedFormat format : FeedFormat.values()) {
                feeds.put(format, format.addressOf(found.url()));
              }
            });
    return feeds;
  }

  private static <T> T settings(Resource any, Class<T> type) {
    return Objects.requireNonNull(any.adaptTo(ConfigurationBuilder.class)).as(type);
  }
}
