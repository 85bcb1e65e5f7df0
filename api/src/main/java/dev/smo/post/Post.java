// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.post;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;

/**
 * What is to be posted, ready to send: the text already fits the network, is written in the format
 * that the network's limits ask for, and holds link and hashtags where the author's template put
 * them. Beside it stand its parts, for networks that want them apart. Immutable.
 */
public final class Post {
  private final Builder said;

  private Post(Builder builder) {
    said = builder;
  }

  public static Builder builder(String text) {
    return new Builder(text);
  }

  /**
   * The words, at most as long as the connector's {@code Limits} allow for the post's shape,
   * counted as they are sent.
   */
  public String text() {
    return said.text;
  }

  /**
   * The page's address exactly as it stands in {@link #text()}, or as it shall stand beside it
   * where the network has a place of its own for it.
   */
  public Optional<URI> link() {
    return Optional.ofNullable(said.link);
  }

  /** Title of the page, plain: for the link card, or for networks whose posts have a title. */
  public String title() {
    return said.title;
  }

  /** Description of the page, plain: for the link card, where the client builds it. */
  public String description() {
    return said.description;
  }

  /** The first of {@link #images()}. */
  public Optional<Media> image() {
    return said.images.stream().findFirst();
  }

  /**
   * Pictures that the network takes, in order. Where {@link #attached()} does not say otherwise,
   * the first is that of the page, for the link card.
   */
  public List<Media> images() {
    return said.images;
  }

  /** A video in place of pictures. */
  public Optional<Media> video() {
    return Optional.ofNullable(said.video);
  }

  /** Whether pictures or video are attached to the post, in place of a link card. */
  public boolean attached() {
    return said.attached && (!said.images.isEmpty() || said.video != null);
  }

  /** The full tag, such as {@code pt-BR}; cut it to what the network takes. */
  public Locale language() {
    return said.language;
  }

  /** Hashtags without {@code #}, each of which stands in the text with it. */
  public List<String> hashtags() {
    return said.hashtags;
  }

  /** Accounts on the network that are mentioned in the text, as they stand in it. */
  public List<String> mentions() {
    return said.mentions;
  }

  /**
   * What was chosen of the network's own options ({@code Network#postFields()}): by the author, the
   * site or, where nobody chose, by the field's default. Each part of a thread has them all.
   */
  public Optional<String> option(String name) {
    return Optional.ofNullable(said.options.get(name));
  }

  public Map<String, String> options() {
    return said.options;
  }

  /**
   * Further posts that answer the one before, in order: a thread. Each is ready to send; none has a
   * thread of its own.
   */
  public List<Post> thread() {
    return said.thread;
  }

  /** The post that this one answers. */
  public Optional<RemotePost> inReplyTo() {
    return Optional.ofNullable(said.inReplyTo);
  }

  public Builder toBuilder() {
    return said.copy();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Post that && said.values().equals(that.said.values());
  }

  @Override
  public int hashCode() {
    return Objects.hash(said.text, said.link, said.title);
  }

  @Override
  public String toString() {
    return "Post[" + said.text + "]";
  }

  /** Collects a post; only the text is mandatory. */
  public static final class Builder implements Cloneable {
    private final String text;
    private @Nullable URI link;
    private String title = "";
    private String description = "";
    private List<Media> images = List.of();
    private @Nullable Media video;
    private boolean attached;
    private Locale language = Locale.ENGLISH;
    private List<String> hashtags = List.of();
    private List<String> mentions = List.of();
    private Map<String, String> options = Map.of();
    private List<Post> thread = List.of();
    private @Nullable RemotePost inReplyTo;

    private Builder(String text) {
      this.text = text;
    }

    private List<@Nullable Object> values() {
      return java.util.Arrays.asList(
          text,
          link,
          title,
          description,
          images,
          video,
          attached,
          language,
          hashtags,
          mentions,
          options,
          thread,
          inReplyTo);
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
      return images(value == null ? List.of() : List.of(value));
    }

    public Builder images(List<Media> values) {
      images = List.copyOf(values);
      return this;
    }

    public Builder video(@Nullable Media value) {
      video = value;
      return this;
    }

    public Builder attached(boolean value) {
      attached = value;
      return this;
    }

    public Builder language(Locale value) {
      language = value;
      return this;
    }

    public Builder hashtags(List<String> values) {
      hashtags = List.copyOf(values);
      return this;
    }

    public Builder mentions(List<String> values) {
      mentions = List.copyOf(values);
      return this;
    }

    public Builder option(String name, String value) {
      Map<String, String> more = new HashMap<>(options);
      more.put(name, value);
      options = Map.copyOf(more);
      return this;
    }

    public Builder options(Map<String, String> values) {
      options = Map.copyOf(values);
      return this;
    }

    public Builder thread(List<Post> parts) {
      thread = List.copyOf(parts);
      return this;
    }

    public Builder inReplyTo(@Nullable RemotePost value) {
      inReplyTo = value;
      return this;
    }

    public Post build() {
      return new Post(copy());
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
