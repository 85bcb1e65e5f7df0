// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

import java.time.Instant;

/**
 * What one person elsewhere did about a page. Its texts come from strangers: hostile until escaped.
 * It has no picture of its author: loading one would tell a foreign server who reads the page.
 *
 * @param source where it was done: name of a network, or {@code webmention}
 * @param key by what the source knows it for good: the remote id, or the address of the source
 * @param author public name, or empty
 * @param authorUrl address of the author's public page, or empty
 * @param text plain text, or empty
 * @param url where people see it, or empty
 */
public record Reaction(
    String source,
    String key,
    Kind kind,
    String author,
    String authorUrl,
    String text,
    String url,
    Instant at) {
  /** The source of those that came as webmentions. */
  public static final String WEBMENTION = "webmention";

  /** Whether it came as a webmention, which anybody may send. */
  public boolean byWebmention() {
    return source.equals(WEBMENTION);
  }

  /** The same by an author whose public page is at another address. */
  public Reaction by(String address) {
    return new Reaction(source, key, kind, author, address, text, url, at);
  }

  /** What was done. */
  public enum Kind {
    LIKE,
    REPOST,
    REPLY,
    MENTION,
    BOOKMARK;

    /** Whether it shows somebody's words on the page, so that a person must have a say. */
    public boolean hasWords() {
      return this == REPLY || this == MENTION;
    }
  }
}
