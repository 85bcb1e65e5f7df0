package dev.smo.card.impl;

import dev.smo.card.CardDefaults;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.PlainText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.sling.api.resource.ValueMap;

/** Chooses the picture of a card: the page's own choice, the page's picture, the site's. */
record Pictures(Page page) {
  Optional<Image> choose(ValueMap own, CardDefaults defaults) {
    return Stream.<Supplier<Optional<Image>>>of(
            () -> picture(own.get("image", ""), own.get("imageAlt", "")),
            page::image,
            () -> picture(defaults.image(), defaults.imageAlt()))
        .flatMap(choice -> choice.get().stream())
        .filter(Pictures::shown)
        .findFirst();
  }

  /** No network shows drawings. */
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
