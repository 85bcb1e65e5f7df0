// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.memory;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.servlet.ServletResponse;
import javax.servlet.ServletResponseWrapper;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.jetbrains.annotations.Nullable;
import org.xml.sax.ContentHandler;

/**
 * The way past Sling's rewriter for markup in which no link is to be rewritten. To be parsed and
 * written again is what a share bar costs most. So a component leaves its markup here and only a
 * mark in the page, and whoever is last in the rewriter's pipeline writes what was left in place of
 * the mark.
 *
 * <p>It is open only where the next in the pipeline is a serializer that writes each event at once,
 * and where the page is in UTF-8: for others that serializer writes what their encoding lacks as
 * entities, and we do not. Everywhere else markup goes the usual way.
 */
public final class PastRewriter {
  /** Attribute of the element that stands for what was left; its value is the place in the list. */
  public static final String MARK = "data-cmp-left";

  /** Name of that element. Any parser of HTML leaves it where it is, below what may hold a bar. */
  public static final String ELEMENT = "nav";

  private static final String ATTRIBUTE = PastRewriter.class.getName();

  /** Sling's serializer; it keeps no state between events but that it is in a script. */
  private static final String WRITES_AT_ONCE =
      "org.apache.sling.rewriter.impl.components.Html5Serializer";

  /** The response of Sling's that begins a pipeline when it is asked for its writer. */
  private static final String BEGINS = "org.apache.sling.rewriter.impl.RewriterResponse";

  private static final String WRITTEN = "";

  private final PrintWriter page;
  private final List<String> left = new ArrayList<>();

  private PastRewriter(PrintWriter page) {
    this.page = page;
  }

  /**
   * Opens the way for what comes in this request.
   *
   * @param page what the serializer writes to
   * @param next what follows in the pipeline
   */
  public static Optional<PastRewriter> open(
      SlingHttpServletRequest request,
      SlingHttpServletResponse response,
      @Nullable PrintWriter page,
      ContentHandler next) {
    boolean inPlace = next.getClass().getName().equals(WRITES_AT_ONCE);
    boolean unicode =
        StandardCharsets.UTF_8.name().equalsIgnoreCase(response.getCharacterEncoding());
    if (page == null || !inPlace || !unicode) {
      // An error page has a pipeline of its own: what was open for the page is not for that one.
      request.removeAttribute(ATTRIBUTE);
      return Optional.empty();
    }
    PastRewriter way = new PastRewriter(page);
    request.setAttribute(ATTRIBUTE, way);
    return Optional.of(way);
  }

  /**
   * Lets the pipeline begin where it waits for its first character: a page that is a JSP writes
   * none before its buffer is full. What that fixes, the type and the encoding, the page has said.
   */
  static void begin(SlingHttpServletRequest request, ServletResponse any) {
    boolean html =
        Objects.requireNonNullElse(any.getContentType(), "").startsWith("text/html")
            && StandardCharsets.UTF_8.name().equalsIgnoreCase(any.getCharacterEncoding());
    if (!html || request.getAttribute(ATTRIBUTE) != null) {
      return;
    }
    ServletResponse response = any;
    while (response instanceof ServletResponseWrapper wrapper) {
      if (wrapper.getClass().getName().equals(BEGINS)) {
        try {
          wrapper.getWriter();
        } catch (IOException e) {
          throw new UncheckedIOException("the page has no writer", e);
        }
        return;
      }
      response = wrapper.getResponse();
    }
  }

  /** Gives what to write instead of the markup: a mark, or the markup where the way is closed. */
  public static String leave(SlingHttpServletRequest request, String markup) {
    if (!(request.getAttribute(ATTRIBUTE) instanceof PastRewriter way)) {
      return markup;
    }
    way.left.add(markup);
    int place = way.left.size() - 1;
    return "<" + ELEMENT + " " + MARK + "=\"" + place + "\"></" + ELEMENT + ">";
  }

  /**
   * Writes what was left, where the pipeline is now, and once: authors may write marks, too.
   *
   * @param place value of {@link #MARK}
   * @return whether there is such a place
   */
  public boolean writeLeft(String place) {
    for (int i = 0; i < left.size(); i++) {
      if (place.equals(Integer.toString(i))) {
        write(left.set(i, WRITTEN));
        return true;
      }
    }
    return false;
  }

  /** How many were left whose mark the pipeline has not met so far. */
  public int lost() {
    return (int) left.stream().filter(markup -> !markup.equals(WRITTEN)).count();
  }

  /** Writes markup where the pipeline is now. */
  public void write(String markup) {
    page.write(markup);
  }
}
