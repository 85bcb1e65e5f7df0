package dev.smo.card.impl;

import dev.smo.card.CardDefaults;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.PlainText;
import dev.smo.picture.SocialPictures;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/**
 * Chooses the picture of a card: the page's own choice, the page's picture, one that is drawn for
 * it, the site's. Where the policy prefers a drawn one, that goes before the page's picture.
 */
record Pictures(Page page, Resource any, @Nullable SocialPictures pictures) {
  Optional<Image> choose(ValueMap own, CardDefaults defaults) {
    return Stream.<Supplier<Optional<Image>>>of(
            () -> picture(own.get("image", ""), own.get("imageAlt", "")),
            () -> pictures != null && pictures.preferred(any) ? drawn() : Optional.empty(),
            page::image,
            this::drawn,
            () -> picture(defaults.image(), defaults.imageAlt()))
        .flatMap(choice -> choice.get().stream())
        .filter(Pictures::shown)
        .findFirst();
  }

  private Optional<Image> drawn() {
    return pictures == null ? Optional.empty() : pictures.of(any, page);
  }

  /** No network shows vector graphics. */
  private static boolean shown(Image image) {
    return !image.type().startsWith("image/svg")
        && !image.url().getPath().toLowerCase(Locale.ROOT).endsWith(".svg");
  }

  private Optional<Image> picture(String place, String alt) {
    try {
      return place.isBlank()
          ? Optional.empty()
          : Optional.of(new Image(address(place.strip()), PlainText.line(alt), "", 0, 0));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** A path of the repository lies below the site's address, or beside it on the same host. */
  private URI address(String place) throws URISyntaxException {
    if (!place.startsWith("/")) {
      URI address = new URI(place);
      if (!address.isAbsolute() || address.getHost() == null) {
        throw new URISyntaxException(place, "not an address of the web");
      }
      return address;
    }
    String site = page.site().path();
    String path = place.startsWith(site + '/') ? place.substring(site.length()) : place;
    String escaped = new URI(null, null, path, null).toASCIIString();
    return path.equals(place)
        ? page.site().url().resolve(escaped)
        : new URI(page.site().url() + escaped);
  }
}
