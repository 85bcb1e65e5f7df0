// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage;

import dev.smo.host.PageSource;
import dev.smo.identity.PageIdentity;
import dev.smo.page.Author;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.Site;
import dev.smo.prose.PlainText;
import dev.smo.prose.WrittenDate;
import dev.smo.settings.SiteZone;
import dev.smo.socialimage.drawing.Focus;
import dev.smo.socialimage.drawing.Layout;
import dev.smo.socialimage.drawing.TitlePosition;
import dev.smo.socialimage.drawing.Words;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;

/** Reads what goes into the picture of a page: cheap, because every view of the page does it. */
final class ImageSpecs {
  private final PageSource pages;

  ImageSpecs(PageSource pages) {
    this.pages = pages;
  }

  ImageSpec read(Resource any, Page page, SocialImagePolicy policy, ImageFormat shape) {
    ValueMap own = own(any);
    ResourceResolver resolver = any.getResourceResolver();
    ImageStyle style = style(policy, resolver);
    boolean shown = style.layout() != Layout.NONE;
    return new ImageSpec(
        shape,
        words(own, page, policy, SiteZone.of(any)),
        style,
        shown
            ? page.image().flatMap(i -> file(i, page.site(), resolver)).orElse(SourceFile.NONE)
            : SourceFile.NONE,
        Focus.of(own.get("focalPoint", "")),
        policy.revision());
  }

  /** One of the page's pictures by itself; empty where it is no file of this site. */
  Optional<ImageSpec> photo(Resource any, Page page, Image image) {
    return file(image, page.site(), any.getResourceResolver())
        .map(file -> ImageSpec.photo(file, Focus.of(own(any).get("focalPoint", ""))));
  }

  /** All that the page may show of itself: what its author chose for networks, then its own. */
  Stream<ImageSpec> photos(Resource any, Page page) {
    return Stream.concat(
            Stream.of(own(any).get("image", new String[0]))
                .map(String::strip)
                .filter(place -> place.startsWith("/"))
                .flatMap(place -> pages.image(any, place, "").stream()),
            page.image().stream())
        .flatMap(image -> photo(any, page, image).stream());
  }

  /** What the page's author chose for networks. */
  ValueMap own(Resource any) {
    return pages
        .pageOf(any)
        .flatMap(pages::contentOf)
        .map(content -> content.getChild(PageIdentity.NODE))
        .map(Resource::getValueMap)
        .orElse(ValueMap.EMPTY);
  }

  private static Words words(ValueMap own, Page page, SocialImagePolicy policy, ZoneId zone) {
    List<String> facts = List.of(policy.facts());
    return new Words(
        page.locale(),
        title(own, page),
        facts.contains("section") ? first(page.tags()) : "",
        facts.contains("site") ? PlainText.line(page.site().name()) : "",
        !page.home() && facts.contains("author")
            ? first(page.authors().stream().map(Author::name).toList())
            : "",
        !page.home() && facts.contains("date")
            ? page.published()
                .filter(WrittenDate::isPossible)
                .map(at -> date(at, zone, page.locale()))
                .orElse("")
            : "");
  }

  private static String title(ValueMap own, Page page) {
    return Stream.of(own.get("title", ""), page.title(), page.site().name())
        .map(PlainText::line)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse(page.path());
  }

  private static ImageStyle style(SocialImagePolicy policy, ResourceResolver resolver) {
    String font = policy.font().strip();
    SourceFile file = SourceFile.at(resolver, font).orElse(SourceFile.NONE);
    return new ImageStyle(
        policy.background(),
        policy.backgroundEnd(),
        policy.text(),
        policy.accent(),
        choice(TitlePosition.class, policy.place(), TitlePosition.BOTTOM),
        choice(Layout.class, policy.picture(), Layout.BACKGROUND),
        SourceFile.at(resolver, policy.logo().strip()).orElse(SourceFile.NONE),
        file,
        font.startsWith("/") ? "" : font);
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String name, E otherwise) {
    return Stream.of(type.getEnumConstants())
        .filter(value -> value.name().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElse(otherwise);
  }

  private static String first(List<String> texts) {
    return texts.stream().map(PlainText::line).filter(t -> !t.isEmpty()).findFirst().orElse("");
  }

  private static String date(Instant at, ZoneId zone, Locale locale) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(locale)
        .withZone(zone)
        .format(at);
  }

  /** The file behind a public address of this site; one of another site is not looked at. */
  private static Optional<SourceFile> file(Image image, Site site, ResourceResolver resolver) {
    URI url = image.url();
    String path = Optional.ofNullable(url.getPath()).orElse("");
    if (url.getHost() == null || !url.getHost().equalsIgnoreCase(site.url().getHost())) {
      return Optional.empty();
    }
    String root = Optional.ofNullable(site.url().getPath()).orElse("");
    Optional<SourceFile> inSite =
        path.startsWith(root + '/')
            ? SourceFile.at(resolver, site.path() + path.substring(root.length()))
            : Optional.empty();
    return inSite.isPresent() ? inSite : SourceFile.at(resolver, path);
  }
}
