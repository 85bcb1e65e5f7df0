// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.card.CardValue;
import dev.smo.card.Origin;
import dev.smo.feed.catalog.FeedFormat;
import dev.smo.feed.catalog.Hubs;
import dev.smo.host.PageSource;
import dev.smo.memory.Changes;
import dev.smo.memory.Memory;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.PageLink;
import dev.smo.prose.PlainText;
import dev.smo.settings.CardDefaults;
import dev.smo.settings.FeedSettings;
import dev.smo.share.OwnAccounts;
import dev.smo.socialimage.SocialImages;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceUtil;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Reads the card of a page: for the component, the head transformer and oEmbed alike. */
@Component(service = Cards.class)
public final class Cards {
  private final PageSource pages;
  private final OwnAccounts accounts;
  private final @Nullable SocialImages drawn;
  private final CardWarnings complaints = new CardWarnings();
  private final Memory<Optional<CardView>> views;

  @Activate
  public Cards(
      @Reference PageSource pages,
      @Reference OwnAccounts accounts,
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable
          SocialImages drawn,
      @Reference Changes changes) {
    views = new Memory<>(changes, pages);
    this.pages = pages;
    this.accounts = accounts;
    this.drawn = drawn;
  }

  /** The card of the page that {@code any} is or lies in, read now. */
  Optional<Card> of(Resource any) {
    return card(any, settings(any, CardDefaults.class));
  }

  /** What the card says to a page view: read again only if something has changed. */
  Optional<CardView> viewed(Resource any) {
    return pages.pageOf(any).flatMap(page -> views.of(page, () -> of(page).map(CardView::of)));
  }

  /** The same of the page that is asked for, if its site wants a card on every page. */
  Optional<CardView> wanted(SlingHttpServletRequest view) {
    Resource any = view.getResource();
    return ResourceUtil.isNonExistingResource(any) || !settings(any, CardDefaults.class).enabled()
        ? Optional.empty()
        : pages.pageOf(any).flatMap(page -> views.of(view, page, () -> of(page).map(CardView::of)));
  }

  private Optional<Card> card(Resource any, CardDefaults defaults) {
    return pages
        .pageOf(any)
        .flatMap(node -> pages.read(node).map(page -> card(node, page, defaults)));
  }

  private Card card(Resource node, Page page, CardDefaults defaults) {
    SocialFields fields = SocialFields.of(node, pages);
    List<PageLink> above =
        fields.above().stream().flatMap(level -> pages.link(level.page()).stream()).toList();
    List<String> problems = new ArrayList<>();
    Map<String, CardValue> values =
        CardValues.of(page, fields, defaults, section(page, above).map(Cards::value), problems);
    CardImages choice = new CardImages(pages, drawn, page, fields, problems);
    List<CardImage> pictures = choice.choose(defaults);
    pictures.stream().findFirst().ifPresent(picture -> add(values, picture));
    Optional<Image> logo = choice.named("", defaults.logo(), "", Origin.SITE).map(CardImage::image);
    CardSite site = site(node, page, above, defaults, logo);
    Hubs.of(settings(node, FeedSettings.class).hubs())
        .wrong()
        .forEach(hub -> problems.add("hub \"%s\" of the site is no address".formatted(hub)));
    complaints.tell(page.path(), problems);
    return new Card(
        page,
        values,
        withSquare(pictures, choice),
        choice.photo(pictures),
        fields.own().fields(),
        problems,
        site);
  }

  /** The page right above, unless it is the home page, which is no section. */
  private static Optional<PageLink> section(Page page, List<PageLink> above) {
    return above.stream()
        .findFirst()
        .filter(parent -> parent.live() && !parent.path().equals(page.site().path()));
  }

  private static CardValue value(PageLink section) {
    return new CardValue(CardValues.SECTION, section.title(), Origin.ANCESTOR, section.path());
  }

  private static void add(Map<String, CardValue> values, CardImage picture) {
    put(values, CardValues.IMAGE, picture.image().url().toASCIIString(), picture);
    put(values, CardValues.IMAGE_ALT, PlainText.line(picture.image().alt()), picture);
  }

  private static void put(
      Map<String, CardValue> values, String name, String value, CardImage picture) {
    if (!value.isEmpty()) {
      values.put(name, new CardValue(name, value, picture.origin(), picture.from()));
    }
  }

  private static List<CardImage> withSquare(List<CardImage> pictures, CardImages choice) {
    if (pictures.isEmpty() || pictures.get(0).origin() != Origin.GENERATED) {
      return pictures;
    }
    List<CardImage> both = new ArrayList<>(pictures);
    choice.square().ifPresent(square -> both.add(new CardImage(square, Origin.GENERATED, "")));
    return both;
  }

  private CardSite site(
      Resource node, Page page, List<PageLink> above, CardDefaults defaults, Optional<Image> logo) {
    Optional<PageLink> home = home(node, page);
    List<PageLink> trail = new ArrayList<>(above);
    home.filter(link -> !page.home() && above.stream().noneMatch(a -> a.path().equals(link.path())))
        .ifPresent(trail::add);
    trail.removeIf(link -> !link.live());
    Collections.reverse(trail);
    return new CardSite(
        defaults,
        trail,
        defaults.feeds() ? home.map(Cards::feeds).orElse(Map.of()) : Map.of(),
        defaults.feeds() ? section(page, above) : Optional.empty(),
        accounts.of(node),
        logo);
  }

  private Optional<PageLink> home(Resource node, Page page) {
    String name = settings(node, FeedSettings.class).home();
    return pages.home(page.site().path(), name, node.getResourceResolver()).flatMap(pages::link);
  }

  private static Map<FeedFormat, URI> feeds(PageLink home) {
    Map<FeedFormat, URI> feeds = new EnumMap<>(FeedFormat.class);
    for (FeedFormat format : FeedFormat.values()) {
      feeds.put(format, format.addressOf(home.url()));
    }
    return feeds;
  }

  private static <T> T settings(Resource any, Class<T> type) {
    return Objects.requireNonNull(any.adaptTo(ConfigurationBuilder.class)).as(type);
  }
}
