// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Limits;
import dev.smo.post.Post;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as Bluesky takes it: addresses shortened to what people want to see, and facets that tell
 * by UTF-8 byte offsets where a link or a hashtag stands. The server does not check that offsets
 * lie within the text, so they are made from the text itself.
 */
final class RichText {
  /** The unit of {@link #length}: 300 graphemes and, as 10 bytes count one, 3000 bytes. */
  static final int MAX_LENGTH = 300;

  private static final int BYTES_PER_UNIT = 10;
  private static final int SHOWN_PATH = 20;
  private static final Pattern URL = Pattern.compile("https?://\\S+(?<![.,;:!?)\\]'\"»…])");

  private final StringBuilder text = new StringBuilder();
  private final List<Facet> facets = new ArrayList<>();
  // The characters that lie in a facet.
  private final BitSet taken = new BitSet();

  private record Facet(int start, int end, String type, String name, String value) {}

  private RichText() {}

  static RichText of(Post post) {
    RichText rich = new RichText();
    rich.append(whole(post.text()), post.link().map(URI::toString).orElse(""));
    post.hashtags().forEach(rich::tag);
    return rich;
  }

  /** Counts a text after its addresses are shortened. */
  static int length(String text) {
    RichText rich = new RichText();
    rich.append(whole(text), "");
    return rich.length();
  }

  String text() {
    return text.toString();
  }

  int length() {
    int bytes = bytes(0, text.length());
    return Math.max(Limits.graphemes(text()), (bytes + BYTES_PER_UNIT - 1) / BYTES_PER_UNIT);
  }

  /** The facets as {@code app.bsky.richtext.facet}, in the order of the text. */
  ArrayNode facets() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    List<Facet> sorted = facets.stream().sorted(Comparator.comparingInt(Facet::start)).toList();
    int chars = 0;
    int bytes = 0;
    for (Facet facet : sorted) {
      int start = bytes + bytes(chars, facet.start());
      int end = start + bytes(facet.start(), facet.end());
      ObjectNode node = all.addObject();
      node.putObject("index").put("byteStart", start).put("byteEnd", end);
      node.putArray("features")
          .addObject()
          .put("$type", "app.bsky.richtext.facet#" + facet.type())
          .put(facet.name(), facet.value());
      chars = facet.end();
      bytes = end;
    }
    return all;
  }

  /** Appends a text, the page's own link found exactly and others by their looks. */
  private void append(String rest, String link) {
    int from = 0;
    for (int at = find(link, rest, 0); at >= 0; at = find(link, rest, from)) {
      appendUrls(rest.substring(from, at));
      appendLink(link);
      from = at + link.length();
    }
    appendUrls(rest.substring(from));
  }

  private static int find(String link, String text, int from) {
    return link.isEmpty() ? -1 : text.indexOf(link, from);
  }

  private void appendUrls(String rest) {
    Matcher url = URL.matcher(rest);
    int from = 0;
    while (url.find()) {
      text.append(rest, from, url.start());
      appendLink(url.group());
      from = url.end();
    }
    text.append(rest, from, rest.length());
  }

  private void appendLink(String link) {
    try {
      URI uri = URI.create(link);
      if (uri.getHost() != null) {
        int start = text.length();
        text.append(shown(uri));
        add(new Facet(start, text.length(), "link", "uri", uri.toASCIIString()));
        return;
      }
    } catch (IllegalArgumentException e) {
      // Not an address after all: it stays in the text as it is.
    }
    text.append(link);
  }

  private static String shown(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String path = uri.getRawPath().replaceFirst("/$", "") + query;
    if (path.codePointCount(0, path.length()) <= SHOWN_PATH) {
      return host + path;
    }
    return host + path.substring(0, path.offsetByCodePoints(0, SHOWN_PATH - 1)) + "…";
  }

  private void tag(String tag) {
    String written = "#" + whole(tag);
    for (int at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + 1)) {
      int end = at + written.length();
      if (endsWord(end) && isFree(at, end)) {
        add(new Facet(at, end, "tag", "tag", whole(tag)));
      }
    }
  }

  private void add(Facet facet) {
    facets.add(facet);
    taken.set(facet.start(), facet.end());
  }

  private boolean endsWord(int end) {
    return end == text.length()
        || !(Character.isLetterOrDigit(text.codePointAt(end)) || text.charAt(end) == '_');
  }

  private boolean isFree(int start, int end) {
    int next = taken.nextSetBit(start);
    return next < 0 || next >= end;
  }

  private int bytes(int start, int end) {
    return text.substring(start, end).getBytes(StandardCharsets.UTF_8).length;
  }

  /** Half of a surrogate pair has no UTF-8 form; it becomes a question mark here and not later. */
  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
