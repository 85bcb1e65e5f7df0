package dev.smo.feed;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** A format of feeds. */
public enum FeedFormat {
  RSS("rss", "application/rss+xml", "RSS"),
  ATOM("atom", "application/atom+xml", "Atom");

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
    String address = page.toASCIIString();
    String stem =
        address.endsWith(PAGE) ? address.substring(0, address.length() - PAGE.length()) : address;
    return URI.create(stem + '.' + SELECTOR + '.' + extension);
  }

  /** MIME type, without a charset. */
  public String type() {
    return type;
  }

  /** Name that people see. */
  public String label() {
    return label;
  }
}
