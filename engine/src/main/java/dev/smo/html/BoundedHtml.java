// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.smo.outbound.Answer;
import dev.smo.words.LowerCase;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jetbrains.annotations.Nullable;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.NodeFilter.FilterResult;
import org.jsoup.select.NodeTraversor;

/**
 * Parses a page that was loaded, and refuses one that would cost more than a page is worth: the
 * parser takes the square of some documents, and whoever walks a tree pays for its depth. Links
 * that are longer than 2,000 characters are left out: whoever resolves one takes the square of it.
 * How many bytes there are is for the {@link dev.smo.outbound.Request} to bound.
 */
public final class BoundedHtml {
  /** Most elements within each other. */
  public static final int DEEPEST = 200;

  /** Most elements, texts and comments. */
  public static final int MOST_NODES = 150_000;

  /** Most addresses where each of them is resolved against the base. */
  public static final int MOST_ADDRESSES = 20_000;

  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  // Every address of a page is resolved against it.
  private static final int LONGEST_BASE = 1000;

  // Resolving one costs the square of its length, and nobody means a longer one.
  private static final int LONGEST_ADDRESS = 2000;
  private static final List<String> ADDRESSES = List.of("href", "src", "cite", "data", "poster");

  // The parser resolves a base as soon as it sees it, however long. As the element of old that is
  // parsed like it, it can be looked at before.
  private static final Pattern BASE = Pattern.compile("<base(?=[\\s/>])", Pattern.CASE_INSENSITIVE);
  private static final String LIKE_BASE = "basefont";

  // So many bytes the parser reads to find the charset.
  private static final int BEGINNING = 5 << 10;
  private static final int BYTE_ORDER_MARK = 4;

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
    return parse(answer, clock, MOST_ADDRESSES);
  }

  /**
   * The same for who resolves only some addresses of it, such as that of its picture: there may be
   * any number, as on a page that lists all others.
   */
  public static Document parseForFew(Answer answer) throws IOException {
    return parse(answer, Clock.systemUTC(), MOST_NODES * ADDRESSES.size());
  }

  private static Document parse(Answer answer, Clock clock, int mostAddresses) throws IOException {
    Document document;
    try (InputStream body = new TimedBody(withoutBase(answer), clock)) {
      document = Jsoup.parse(body, UTF_8.name(), answer.uri().toString());
    }
    measure(document, mostAddresses);
    takeBase(document);
    return document;
  }

  private static byte[] withoutBase(Answer answer) throws IOException {
    byte[] body = answer.body();
    byte[] beginning = Arrays.copyOf(body, Math.min(BEGINNING, body.length));
    // What names a character set is of ASCII; other letters may make a name that is dear to read.
    for (int i = BYTE_ORDER_MARK; i < beginning.length; i++) {
      beginning[i] = beginning[i] < 0 ? (byte) 'x' : beginning[i];
    }
    InputStream ascii = new ByteArrayInputStream(beginning);
    Charset charset = Jsoup.parse(ascii, charset(answer), "").charset();
    String html = LowerCase.ofNames(new String(body, charset));
    return BASE.matcher(html).replaceAll("<" + LIKE_BASE).getBytes(UTF_8);
  }

  private static void takeBase(Document document) throws HtmlLimitException {
    Elements bases = document.select(LIKE_BASE).tagName("base");
    if (document.baseUri().length() > LONGEST_BASE
        || bases.eachAttr("href").stream().anyMatch(href -> href.length() > LONGEST_BASE)) {
      throw new HtmlLimitException("its base address is longer than " + LONGEST_BASE);
    }
    bases.eachAttr("abs:href").stream().findFirst().ifPresent(document::setBaseUri);
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

  /** How many addresses are left of an element. */
  private static int shorten(Element element) {
    int left = 0;
    for (String name : ADDRESSES) {
      boolean base = element.nameIs(LIKE_BASE) && name.equals("href");
      if (!base && element.attr(name).length() > LONGEST_ADDRESS) {
        element.removeAttr(name);
      }
      left += element.hasAttr(name) ? 1 : 0;
    }
    return left;
  }

  private static void measure(Document document, int mostAddresses) throws HtmlLimitException {
    int[] most = {0, 0, 0};
    FilterResult result =
        NodeTraversor.filter(
            (node, depth) -> {
              most[0]++;
              most[1] = Math.max(most[1], depth);
              if (node instanceof Element element) {
                most[2] += shorten(element);
              }
              return most[0] > MOST_NODES || most[1] > DEEPEST || most[2] > mostAddresses
                  ? FilterResult.STOP
                  : FilterResult.CONTINUE;
            },
            document);
    if (result == FilterResult.STOP) {
      throw new HtmlLimitException(
          most[1] > DEEPEST
              ? "its HTML is nested deeper than " + DEEPEST + " elements"
              : most[0] > MOST_NODES
                  ? "its HTML has more than " + MOST_NODES + " elements and texts"
                  : "its HTML has more than " + mostAddresses + " addresses");
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
