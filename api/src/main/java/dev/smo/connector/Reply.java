// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.RemotePost;
import dev.smo.post.TextFormat;
import java.net.URI;
import java.time.Instant;
import org.jetbrains.annotations.Nullable;

/**
 * Somebody's answer to a post, as its network tells it. The text is hostile until the engine has
 * made it plain and whoever shows it has escaped it. Immutable.
 */
public final class Reply {
  private final RemotePost post;
  private final Instant at;
  private final String author;
  private final @Nullable URI profile;
  private final String text;
  private final TextFormat format;

  private Reply(Builder builder) {
    post = builder.post;
    at = builder.at;
    author = builder.author;
    profile = builder.profile;
    text = builder.text;
    format = builder.format;
  }

  /**
   * @param post the answer itself
   * @param at when it was written
   */
  public static Builder builder(RemotePost post, Instant at) {
    return new Builder(post, at);
  }

  public RemotePost post() {
    return post;
  }

  public Instant at() {
    return at;
  }

  /** Public name of who wrote it, or empty. */
  public String author() {
    return author;
  }

  /** Address of the author's public page, or empty. */
  public String profile() {
    return profile == null ? "" : profile.toString();
  }

  /** The words; a warning that the author put before them, in place of them, where there is one. */
  public String text() {
    return text;
  }

  /** {@link TextFormat#PLAIN} or {@link TextFormat#HTML}. */
  public TextFormat format() {
    return format;
  }

  /** Collects a reply. */
  public static final class Builder {
    private final RemotePost post;
    private final Instant at;
    private String author = "";
    private @Nullable URI profile;
    private String text = "";
    private TextFormat format = TextFormat.PLAIN;

    private Builder(RemotePost post, Instant at) {
      this.post = post;
      this.at = at;
    }

    public Builder author(String name, @Nullable URI page) {
      author = name;
      profile = page;
      return this;
    }

    public Builder text(String plain) {
      text = plain;
      format = TextFormat.PLAIN;
      return this;
    }

    public Builder html(String html) {
      text = html;
      format = TextFormat.HTML;
      return this;
    }

    public Reply build() {
      return new Reply(this);
    }
  }
}
