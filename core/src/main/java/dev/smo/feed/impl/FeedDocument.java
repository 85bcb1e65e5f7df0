package dev.smo.feed.impl;

import com.rometools.rome.feed.WireFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedOutput;
import dev.smo.feed.FeedFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.jdom2.Document;
import org.jdom2.output.Format;
import org.jdom2.output.XMLOutputter;

/**
 * A feed as it goes over the wire. The same articles give the same bytes, so the bytes' own digest
 * tells whether a reader has it already.
 *
 * @param bytes the document in UTF-8
 * @param updated when its newest change was made
 */
@SuppressWarnings("ArrayRecordComponent")
record FeedDocument(byte[] bytes, Instant updated) {
  static FeedDocument of(FeedFormat format, Scope scope, List<Article> articles) {
    Instant updated =
        articles.stream()
            .map(Article::updated)
            .max(Comparator.naturalOrder())
            .or(() -> scope.page().modified())
            .or(() -> scope.page().published())
            .orElse(Instant.EPOCH);
    Document document =
        switch (format) {
          case RSS -> RssDocument.of(scope, articles, updated);
          case ATOM -> AtomDocument.of(scope, articles, updated);
        };
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new XMLOutputter(Format.getPrettyFormat()).output(document, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FeedDocument(bytes.toByteArray(), updated);
  }

  static Document write(WireFeed feed) {
    try {
      return new WireFeedOutput().outputJDom(feed);
    } catch (FeedException e) {
      throw new IllegalStateException("A feed lacks what its format demands", e);
    }
  }

  /** Strong entity tag, in its quotes. */
  String tag() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
