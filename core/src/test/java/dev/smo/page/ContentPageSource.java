package dev.smo.page;

import java.net.URI;
import java.time.Instant;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/**
 * Pages of tests: nodes of type {@code sling:Page} in a {@code sling:Site}, as one writes them in a
 * JSON file. Reads every fact of a {@link Page} from a property of {@code jcr:content}; dates are
 * dates or ISO-8601 text.
 */
public final class ContentPageSource implements PageSource {
  @Override
  public Optional<Resource> pageOf(Resource any) {
    return Optional.ofNullable(above(any, node -> is(node, "sling:Page")));
  }

  @Override
  public Optional<Resource> contentOf(Resource page) {
    return Optional.ofNullable(page.getChild("jcr:content"));
  }

  @Override
  public Stream<Resource> pagesBelow(Resource root) {
    return StreamSupport.stream(root.getChildren().spliterator(), false)
        .filter(child -> !"jcr:content".equals(child.getName()))
        .flatMap(
            child ->
                Stream.concat(
                    is(child, "sling:Page") ? Stream.of(child) : Stream.empty(),
                    pagesBelow(child)));
  }

  @Override
  public Optional<Page> read(Resource any) {
    return pageOf(any)
        .flatMap(
            page ->
                contentOf(page)
                    .flatMap(content -> siteOf(page).map(site -> read(page, content, site))));
  }

  @Override
  public Optional<Resource> at(URI address, ResourceResolver reader) {
    return pagesBelow(Objects.requireNonNull(reader.getResource("/content")))
        .filter(page -> read(page).filter(facts -> isAt(facts, address)).isPresent())
        .findFirst();
  }

  @Override
  public Optional<Image> image(Resource any, String place, String alt) {
    Site site = siteOf(any).orElseThrow();
    if (!place.startsWith("/")) {
      return Optional.of(new Image(URI.create(place), alt, "", 0, 0));
    }
    return Optional.ofNullable(any.getResourceResolver().getResource(place))
        .map(Resource::getValueMap)
        .map(
            file ->
                new Image(
                    addressOf(place, site),
                    alt,
                    file.get("type", ""),
                    file.get("width", 0),
                    file.get("height", 0)));
  }

  private static URI addressOf(String path, Site site) {
    try {
      boolean inSite = path.startsWith(site.path() + '/');
      String below = inSite ? path.substring(site.path().length()) : path;
      return site.url().resolve(new URI(null, null, below, null).toASCIIString());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static boolean isAt(Page page, URI address) {
    return page.url().getAuthority().equals(address.getAuthority())
        && page.url().getPath().equals(address.getPath());
  }

  private Page read(Resource page, Resource content, Site site) {
    ValueMap facts = content.getValueMap();
    String below = page.getPath().substring(site.path().length());
    return Page.builder(page.getPath(), site, URI.create(site.url() + below + ".html"))
        .canonical(uri(facts.get("canonical", "")))
        .title(facts.get("jcr:title", page.getName()))
        .description(facts.get("jcr:description", ""))
        .image(image(facts, site))
        .alternates(alternates(content))
        .tags(List.of(facts.get("tags", new String[0])))
        .authors(Stream.of(facts.get("author", new String[0])).map(this::author).toList())
        .template(facts.get("sling:template", ""))
        .published(instant(facts, "publishDate"))
        .modified(instant(facts, "jcr:lastModified"))
        .expires(instant(facts, "expires"))
        .live(facts.get("sling:published", false))
        .noindex(facts.get("noindex", false))
        .closed(facts.get("closed", false))
        .file(facts.get("file", false))
        .home(page.getName().equals("index") || page.getPath().equals(site.path()))
        .build();
  }

  /** {@code Name|address|@user@host}, the last two may be missing. */
  private Author author(String line) {
    String[] parts = (line + "||").split("\\|", -1);
    return new Author(parts[0], parts[1], parts[2]);
  }

  private static @Nullable Image image(ValueMap facts, Site site) {
    URI address = uri(facts.get("sling:thumbnail", ""));
    return address == null
        ? null
        : new Image(
            site.url().resolve(address),
            facts.get("sling:thumbnailAlt", ""),
            facts.get("thumbnailType", ""),
            facts.get("thumbnailWidth", 0),
            facts.get("thumbnailHeight", 0));
  }

  /** Child node {@code alternates} with one property a language: its address. */
  private static Map<Locale, URI> alternates(Resource content) {
    Map<Locale, URI> found = new LinkedHashMap<>();
    Resource node = content.getChild("alternates");
    if (node != null) {
      node.getValueMap()
          .forEach(
              (name, value) -> {
                if (!name.startsWith("jcr:")) {
                  found.put(Locale.forLanguageTag(name), URI.create(String.valueOf(value)));
                }
              });
    }
    return found;
  }

  private static Optional<Site> siteOf(Resource page) {
    return Optional.ofNullable(above(page, ContentPageSource::isSite))
        .map(
            node -> {
              ValueMap facts = node.getValueMap();
              return new Site(
                  node.getPath(),
                  facts.get("jcr:title", node.getName()),
                  URI.create(facts.get("sling:url", "https://www.example.org")),
                  Locale.forLanguageTag(facts.get("jcr:language", "en")));
            });
  }

  /** A node of its own, or a page that is the root of its site and has an address therefore. */
  private static boolean isSite(Resource node) {
    return is(node, "sling:Site") || node.getValueMap().containsKey("sling:url");
  }

  private static @Nullable Resource above(Resource any, Predicate<Resource> wanted) {
    Resource node = any;
    while (node != null && !wanted.test(node)) {
      node = node.getParent();
    }
    return node;
  }

  private static boolean is(Resource node, String type) {
    return type.equals(node.getValueMap().get("jcr:primaryType", ""));
  }

  private static @Nullable URI uri(String value) {
    return value.isEmpty() ? null : URI.create(value);
  }

  private static @Nullable Instant instant(ValueMap facts, String name) {
    Calendar date = facts.get(name, Calendar.class);
    if (date != null) {
      return date.toInstant();
    }
    String text = facts.get(name, "");
    return text.isEmpty() ? null : Instant.parse(text);
  }
}
