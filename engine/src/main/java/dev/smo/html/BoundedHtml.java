// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.html;

import dev.smo.outbound.Answer;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jetbrains.annotations.Nullable;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.select.NodeFilter.FilterResult;
import org.jsoup.select.NodeTraversor;

/**
 * Parses a page that was loaded, and refuses one that would cost more than a page is worth: the
 * parser takes the square of some documents, and whoever walks a tree pays for its depth. How many
 * bytes there are is for the {@link dev.smo.outbound.Request} to bound.
 */
public final class BoundedHtml {
  /** Most elements within each other. */
  public static final int DEEPEST = 200;

  /** Most elements, texts and comments. */
  public static final int MOST_NODES = 150_000;

  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  // Every address of a page is resolved against it.
  private static final int LONGEST_BASE = 2000;

  private BoundedHtml() {}

  /**
   * The document of an answer.
   *
   * @throws HtmlLimitException it is too deep or too large, now and later
   * @throws HtmlTimeException it takes longer than 5 s to parse on this machine, as busy as it is
   * @throws IOException it cannot be read
   */
  public static Document parse(Answer answer) throws IOException {
    return parse(answer, Clock.systemUTC());
  }

  /** The same by a clock of one's own. */
  public static Document parse(Answer answer, Clock clock) throws IOException {
    String charset = charset(answer);
    Document document;
    try (InputStream body = new TimedBody(answer.body(), clock)) {
      document = Jsoup.parse(body, charset, answer.uri().toString());
    }
    if (document.baseUri().length() > LONGEST_BASE) {
      throw new HtmlLimitException("its base address is longer than " + LONGEST_BASE);
    }
    measure(document);
    return document;
  }

  /** The charset that the server names, if this Java knows it; else jsoup looks for itself. */
  private static @Nullable String charset(Answer answer) {
    Matcher named = CHARSET.matcher(answer.header("content-type").orElse(""));
    try {
      return named.find() && Charset.isSupported(named.group(1)) ? named.group(1) : null;
    } catch (IllegalCharsetNameException e) {
      return null;
    }
  }

  private static void measure(Document document) throws HtmlLimitException {
    int[] most = {0, 0};
    FilterResult result =
        NodeTraversor.filter(
            (node, depth) -> {
              most[0]++;
              most[1] = Math.max(most[1], depth);
              return most[0] > MOST_NODES || most[1] > DEEPEST
                  ? FilterResult.STOP
                  : FilterResult.CONTINUE;
            },
            document);
    if (result == FilterResult.STOP) {
      throw new HtmlLimitException(
          most[1] > DEEPEST
              ? "its HTML is nested deeper than " + DEEPEST + " elements"
              : "its HTML has more than " + MOST_NODES + " elements and texts");
    }
  }

  /** Hands out little at a time and looks at the clock, because the parser itself never does. */
  private static final class TimedBody extends FilterInputStream {
    private static final int PORTION = 4096;

    private final Clock clock;
    private final Instant end;

    TimedBody(byte[] body, Clock clock) {
      super(new ByteArrayInputStream(body));
      this.clock = clock;
      this.end = Instant.now(clock).plus(PATIENCE);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (Instant.now(clock).isAfter(end)) {
        throw new HtmlTimeException(
            "its HTML takes longer than " + PATIENCE.toSeconds() + " s to parse");
      }
      return super.read(into, offset, Math.min(length, PORTION));
    }
  }
}
