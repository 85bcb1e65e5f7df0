// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.card.Origin;
import dev.smo.host.PageSource;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.prose.PlainText;
import dev.smo.settings.CardDefaults;
import dev.smo.socialimage.SocialImages;
import dev.smo.words.LowerCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;

/**
 * Chooses the picture of a card. The order: what the author chose for networks; a drawn one where
 * the policy prefers those; the page's picture; what was chosen for a page above; a drawn one where
 * the policy wants one; the site's.
 */
final class CardImages {
  private static final List<String> UNSEEN = List.of("svg", "avif", "heic", "heif");

  private final PageSource pages;
  private final @Nullable SocialImages drawn;
  private final Page page;
  private final SocialFields fields;
  private final List<String> problems;

  CardImages(
      PageSource pages,
      @Nullable SocialImages drawn,
      Page page,
      SocialFields fields,
      List<String> problems) {
    this.pages = pages;
    this.drawn = drawn;
    this.page = page;
    this.fields = fields;
    this.problems = problems;
  }

  /** The picture of the card, then others that the author chose; none of them a drawing. */
  List<CardImage> choose(CardDefaults defaults) {
    List<CardImage> own = chosen(fields.own(), Origin.SOCIAL);
    return own.isEmpty()
        ? Stream.<Supplier<Optional<CardImage>>>of(
                () -> prefersDrawn() ? generated() : Optional.empty(),
                this::ofPage,
                this::above,
                this::generated,
                () -> named("", defaults.image(), defaults.imageAlt(), Origin.SITE))
            .flatMap(choice -> choice.get().stream())
            .findFirst()
            .map(List::of)
            .orElse(List.of())
        : own;
  }

  /** The first picture of the card in a shape that all networks take, where it has another. */
  Optional<Image> photo(List<CardImage> pictures) {
    return pictures.stream()
        .findFirst()
        .filter(first -> first.origin() == Origin.SOCIAL || first.origin() == Origin.PAGE)
        .flatMap(
            first -> drawn == null ? Optional.empty() : drawn.photo(node(), page, first.image()));
  }

  /** The drawn picture in a square, beside a drawn one. */
  Optional<Image> square() {
    return drawn == null ? Optional.empty() : drawn.square(node(), page);
  }

  /** The picture at a path or address that somebody named, if networks show it. */
  Optional<CardImage> named(String from, String place, String alt, Origin origin) {
    String name = PlainText.line(place);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<Image> found =
        Optional.of(name.startsWith("/") ? name : FieldSyntax.web(name).orElse(""))
            .filter(known -> !known.isEmpty())
            .flatMap(known -> pages.image(node(), known, PlainText.line(alt)));
    if (found.isEmpty()) {
      problems.add("picture \"%s\" (%s) is not there".formatted(name, FirstUsable.of(from)));
    }
    return found.flatMap(image -> shown(new CardImage(image, origin, from)));
  }

  private Resource node() {
    return fields.own().page();
  }

  private List<CardImage> chosen(SocialFields.Level level, Origin origin) {
    List<CardImage> chosen = new ArrayList<>();
    String alt = level.text(CardValues.IMAGE_ALT);
    for (String place : level.fields().get(CardValues.IMAGE, new String[0])) {
      named(level.page().getPath(), place, chosen.isEmpty() ? alt : "", origin)
          .ifPresent(chosen::add);
    }
    return chosen;
  }

  private Optional<CardImage> above() {
    return fields.above().stream()
        .flatMap(level -> chosen(level, Origin.ANCESTOR).stream())
        .findFirst();
  }

  /** The author may describe for networks what the page's picture shows. */
  private Optional<CardImage> ofPage() {
    String alt = PlainText.line(fields.own().text(CardValues.IMAGE_ALT));
    return page.image()
        .map(i -> alt.isEmpty() ? i : new Image(i.url(), alt, i.type(), i.width(), i.height()))
        .flatMap(image -> shown(new CardImage(image, Origin.PAGE, page.path())));
  }

  private boolean prefersDrawn() {
    return drawn != null && drawn.preferred(node());
  }

  private Optional<CardImage> generated() {
    return drawn == null
        ? Optional.empty()
        : drawn.of(node(), page).map(image -> new CardImage(image, Origin.GENERATED, page.path()));
  }

  /**
   * No network shows vector graphics, and few show what cameras and browsers keep for themselves.
   */
  private Optional<CardImage> shown(CardImage picture) {
    Image image = picture.image();
    String path = Optional.ofNullable(image.url().getPath()).orElse("");
    Optional<String> unseen =
        UNSEEN.stream()
            .filter(
                type ->
                    LowerCase.of(image.type()).startsWith("image/" + type)
                        || LowerCase.of(path).endsWith("." + type))
            .findFirst();
    unseen.ifPresent(
        type ->
            problems.add(
                (type.equals("svg")
                        ? "picture \"%s\" (%s) is of type %s, which no network shows"
                        : "picture \"%s\" (%s) is of type %s, which few networks show")
                    .formatted(
                        path, FirstUsable.of(picture.from()), type.toUpperCase(Locale.ROOT))));
    return unseen.isPresent() ? Optional.empty() : Optional.of(picture);
  }
}
