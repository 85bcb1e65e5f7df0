package dev.smo.post;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;

/**
 * What is to be posted, ready to send: the text already fits the network and holds link and
 * hashtags where the author's template put them. Immutable.
 */
public final class Post {
  private final String text;
  private final @Nullable URI link;
  private final String title;
  private final String description;
  private final @Nullable Media image;
  private final boolean imageInstead;
  private final Locale language;
  private final List<String> hashtags;

  private Post(Builder builder) {
    text = builder.text;
    link = builder.link;
    title = builder.title;
    description = builder.description;
    image = builder.image;
    imageInstead = builder.imageInstead;
    language = builder.language;
    hashtags = List.copyOf(builder.hashtags);
  }

  public static Builder builder(String text) {
    return new Builder(text);
  }

  /** The words, at most {@code Limits#maxLength()} long as the connector itself counts. */
  public String text() {
    return text;
  }

  /** The page's address exactly as it stands in {@link #text()}. */
  public Optional<URI> link() {
    return Optional.ofNullable(link);
  }

  /** Title for the link card, where the client builds it. */
  public String title() {
    return title;
  }

  /** Description for the link card, where the client builds it. */
  public String description() {
    return description;
  }

  /** The page's picture; empty where it has none that the network takes. */
  public Optional<Media> image() {
    return Optional.ofNullable(image);
  }

  /** Whether policy wants the picture attached in place of a link card. */
  public boolean imageInstead() {
    return imageInstead && image != null;
  }

  public Locale language() {
    return language;
  }

  /** Hashtags without {@code #}, each of which stands in the text with it. */
  public List<String> hashtags() {
    return hashtags;
  }

  public Builder toBuilder() {
    return new Builder(text)
        .link(link)
        .title(title)
        .description(description)
        .image(image)
        .imageInstead(imageInstead)
        .language(language)
        .hashtags(hashtags);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Post that
        && text.equals(that.text)
        && Objects.equals(link, that.link)
        && title.equals(that.title)
        && description.equals(that.description)
        && Objects.equals(image, that.image)
        && imageInstead == that.imageInstead
        && language.equals(that.language)
        && hashtags.equals(that.hashtags);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, link, title);
  }

  @Override
  public String toString() {
    return "Post[" + text + "]";
  }

  /** Collects a post; only the text is mandatory. */
  public static final class Builder {
    private final String text;
    private @Nullable URI link;
    private String title = "";
    private String description = "";
    private @Nullable Media image;
    private boolean imageInstead;
    private Locale language = Locale.ENGLISH;
    private List<String> hashtags = List.of();

    private Builder(String text) {
      this.text = text;
    }

    public Builder link(@Nullable URI value) {
      link = value;
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

    public Builder image(@Nullable Media value) {
      image = value;
      return this;
    }

    public Builder imageInstead(boolean value) {
      imageInstead = value;
      return this;
    }

    public Builder language(Locale value) {
      language = value;
      return this;
    }

    public Builder hashtags(List<String> value) {
      hashtags = value;
      return this;
    }

    public Post build() {
      return new Post(this);
    }
  }
}
