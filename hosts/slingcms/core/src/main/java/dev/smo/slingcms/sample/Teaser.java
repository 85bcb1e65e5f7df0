// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.sample;

import dev.smo.page.Author;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.settings.SiteZone;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.sling.api.resource.Resource;

/**
 * A page as a list shows it. Links are paths, so that they work under whatever name it is served.
 */
public final class Teaser {
  private final Resource resource;
  private final Page page;

  Teaser(Resource resource, Page page) {
    this.resource = resource;
    this.page = page;
  }

  public Page getPage() {
    return page;
  }

  public String getTitle() {
    return page.title();
  }

  public String getDescription() {
    return page.description();
  }

  public String getLink() {
    return page.path() + ".html";
  }

  /** Where the picture is: in the repository, or elsewhere. */
  public String getPicture() {
    String picture = resource.getValueMap().get("jcr:content/sling:thumbnail", "");
    return picture.startsWith("/") && page.image().isPresent()
        ? picture
        : page.image().map(image -> image.url().toString()).orElse("");
  }

  public String getAlt() {
    return page.image().map(Image::alt).orElse("");
  }

  public Integer getWidth() {
    return page.image().map(Image::width).orElse(0);
  }

  public Integer getHeight() {
    return page.image().map(Image::height).orElse(0);
  }

  public String getAuthors() {
    return page.authors().stream().map(Author::name).collect(Collectors.joining(", "));
  }

  /** Day of publication in the page's language, as the site counts it. */
  public String getDate() {
    return format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(page.locale()));
  }

  /** The same as {@code yyyy-MM-dd}. */
  public String getIsoDate() {
    return format(DateTimeFormatter.ISO_LOCAL_DATE);
  }

  private String format(DateTimeFormatter style) {
    Optional<Instant> published = page.published();
    return published.map(date -> style.format(date.atZone(SiteZone.of(resource)))).orElse("");
  }
}
