// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.page;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;

/**
 * The facts of one page at one moment, as its host tells them. Immutable. Texts are plain, never
 * markup; what is unknown is empty, never null.
 */
public final class Page {
  private final Builder facts;

  private Page(Builder facts) {
    this.facts = facts;
  }

  public static Builder builder(String path, Site site, URI url) {
    return new Builder(path, site, url);
  }

  /** A builder that starts with these facts. */
  public Builder toBuilder() {
    return facts.copy();
  }

  /** Repository path of the page itself, not of its content node. */
  public String path() {
    return facts.path;
  }

  public Site site() {
    return facts.site;
  }

  /** Public address under which the page is served. */
  public URI url() {
    return facts.url;
  }

  /** The address that counts; equals {@link #url()} unless an author named another. */
  public URI canonical() {
    return facts.canonical == null ? facts.url : facts.canonical;
  }

  public String title() {
    return facts.title;
  }

  public String description() {
    return facts.description;
  }

  public Optional<Image> image() {
    return Optional.ofNullable(facts.image);
  }

  public Locale locale() {
    return facts.locale == null ? facts.site.locale() : facts.locale;
  }

  /** Language copies that are live, by locale, without this page. */
  public Map<Locale, URI> alternates() {
    return facts.alternates;
  }

  /** Titles of the tags in the page's language, in the author's order. */
  public List<String> tags() {
    return facts.tags;
  }

  public List<Author> authors() {
    return facts.authors;
  }

  /** Path or name of the template, or empty. */
  public String template() {
    return facts.template;
  }

  /** When the page became, or claims to have become, public for the first time. */
  public Optional<Instant> published() {
    return Optional.ofNullable(facts.published);
  }

  public Optional<Instant> modified() {
    return Optional.ofNullable(facts.modified);
  }

  /** When the page will go away by itself. */
  public Optional<Instant> expires() {
    return Optional.ofNullable(facts.expires);
  }

  /** Whether the host counts the page as published at this moment. */
  public boolean live() {
    return facts.live;
  }

  /** Whether the page asks search engines not to list it; such a page is never syndicated. */
  public boolean noindex() {
    return facts.noindex;
  }

  /** Whether strangers may not read the page; such a page is never syndicated. */
  public boolean closed() {
    return facts.closed;
  }

  /**
   * Whether the address is that of a file, such as a picture or a PDF, and no HTML is there whose
   * card could be compared.
   */
  public boolean file() {
    return facts.file;
  }

  /** Whether the page is the home page of its site, and not an article. */
  public boolean home() {
    return facts.home;
  }

  @Override
  public String toString() {
    return "Page[" + facts.path + "]";
  }

  /** Collects the facts; only path, site and address are mandatory. */
  public static final class Builder implements Cloneable {
    private final String path;
    private final Site site;
    private final URI url;
    private @Nullable URI canonical;
    private String title = "";
    private String description = "";
    private @Nullable Image image;
    private @Nullable Locale locale;
    private Map<Locale, URI> alternates = Map.of();
    private List<String> tags = List.of();
    private List<Author> authors = List.of();
    private String template = "";
    private @Nullable Instant published;
    private @Nullable Instant modified;
    private @Nullable Instant expires;
    private boolean live;
    private boolean noindex;
    private boolean closed;
    private boolean file;
    private boolean home;

    private Builder(String path, Site site, URI url) {
      this.path = path;
      this.site = site;
      this.url = url;
    }

    public Builder canonical(@Nullable URI value) {
      canonical = value;
      return this;
    }

    public Builder title(String value) {
      title = value;
      return this;
    }

    public Builder description(String value) {
      description = value;
      return this;
    }

    public Builder image(@Nullable Image value) {
      image = value;
      return this;
    }

    public Builder locale(@Nullable Locale value) {
      locale = value;
      return this;
    }

    public Builder alternates(Map<Locale, URI> value) {
      alternates = Map.copyOf(value);
      return this;
    }

    public Builder tags(List<String> value) {
      tags = List.copyOf(value);
      return this;
    }

    public Builder authors(List<Author> value) {
      authors = List.copyOf(value);
      return this;
    }

    public Builder template(String value) {
      template = value;
      return this;
    }

    public Builder published(@Nullable Instant value) {
      published = value;
      return this;
    }

    public Builder modified(@Nullable Instant value) {
      modified = value;
      return this;
    }

    public Builder expires(@Nullable Instant value) {
      expires = value;
      return this;
    }

    public Builder live(boolean value) {
      live = value;
      return this;
    }

    public Builder noindex(boolean value) {
      noindex = value;
      return this;
    }

    public Builder closed(boolean value) {
      closed = value;
      return this;
    }

    public Builder file(boolean value) {
      file = value;
      return this;
    }

    public Builder home(boolean value) {
      home = value;
      return this;
    }

    public Page build() {
      return new Page(copy());
    }

    private Builder copy() {
      try {
        return (Builder) clone();
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
