// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.stream.Stream;

/** A format of feeds. */
public enum FeedFormat {
  RSS("rss", "application/rss+xml", "RSS"),
  ATOM("atom", "application/atom+xml", "Atom"),
  JSON("json", "application/feed+json", "JSON Feed");

  /** Selector under which a page answers with its feed. */
  public static final String SELECTOR = "feed";

  private static final String PAGE = ".html";

  private final String extension;
  private final String type;
  private final String label;

  FeedFormat(String extension, String type, String label) {
    this.extension = extension;
    this.type = type;
    this.label = label;
  }

  /** The format whose addresses end in {@code extension}, without a dot. */
  public static Optional<FeedFormat> byExtension(String extension) {
    return Stream.of(values()).filter(format -> format.extension.equals(extension)).findFirst();
  }

  /** Public address of the feed of the page that is public at {@code page}. */
  public URI addressOf(URI page) {
    return addressOf(page, SELECTOR);
  }

  /**
   * Public address of a part of that feed.
   *
   * @param selectors such as {@code feed.tag.winter} or {@code feed.2}, not escaped
   */
  public URI addressOf(URI page, String selectors) {
    String address = page.toASCIIString();
    String stem =
        address.endsWith(PAGE) ? address.substring(0, address.length() - PAGE.length()) : address;
    return URI.create(stem + '.' + escape(selectors) + '.' + extension);
  }

  /** MIME type, without a charset. */
  public String type() {
    return type;
  }

  /** Name that people see. */
  public String label() {
    return label;
  }

  /** Ending of its addresses, without a dot. */
  public String extension() {
    return extension;
  }

  private static String escape(String selectors) {
    try {
      return new URI(null, null, '/' + selectors, null).toASCIIString().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
