// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Limits;
import dev.smo.post.Post;
import dev.smo.words.LowerCase;
import dev.smo.words.TextHashtag;
import dev.smo.words.TextLink;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text as Bluesky takes it: addresses shortened to what people want to see, and facets that tell
 * by UTF-8 byte offsets where a link, a hashtag or the name of an account stands. The server does
 * not check that offsets lie within the text, so they are made from the text itself.
 */
final class RichText {
  /** The unit of {@link #length}: 300 graphemes and, as 10 bytes count one, 3000 bytes. */
  static final int MAX_LENGTH = 300;

  private static final int BYTES_PER_UNIT = 10;
  private static final int SHOWN_PATH = 20;

  private final StringBuilder text = new StringBuilder();
  private final List<Facet> facets = new ArrayList<>();
  // The characters that lie in a facet.
  private final BitSet taken = new BitSet();

  private record Facet(int start, int end, String type, String name, String value) {}

  private RichText() {}

  static RichText of(Post post) {
    return of(post, Map.of());
  }

  /**
   * @param dids the accounts that are to be told that they are named, by handle
   */
  static RichText of(Post post, Map<String, String> dids) {
    RichText rich = new RichText();
    rich.append(whole(post.text()), post.link().map(URI::toString).orElse(""));
    rich.tags(post.hashtags());
    rich.mentions(dids);
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

  /** Appends a text, in it its addresses, and the page's own link to its last character. */
  private void append(String rest, String own) {
    int from = 0;
    for (TextLink link : TextLink.in(rest)) {
      appendWords(rest.substring(from, link.start()), own);
      boolean odd = rest.startsWith(own, link.start()) && own.length() > link.end() - link.start();
      from = odd ? link.start() + own.length() : link.end();
      appendLink(odd ? own : rest.substring(link.start(), from), odd ? own : link.uri());
    }
    appendWords(rest.substring(from), own);
  }

  /** Words without addresses, unless the page's own is none by its looks. */
  private void appendWords(String rest, String own) {
    int from = 0;
    for (int at = find(own, rest, 0); at >= 0; at = find(own, rest, at + 1)) {
      int end = at + own.length();
      if (end == rest.length() || !goesOn(rest.codePointAt(end))) {
        text.append(rest, from, at);
        appendLink(own, own);
        from = end;
      }
    }
    text.append(rest, from, rest.length());
  }

  private static int find(String link, String text, int from) {
    return link.isEmpty() ? -1 : text.indexOf(link, from);
  }

  /** Whether an address that ends before this character would be half of one. */
  private static boolean goesOn(int c) {
    return Character.isLetterOrDigit(c) || "/?#&=%-_".indexOf(c) >= 0;
  }

  private void appendLink(String written, String uri) {
    int start = text.length();
    text.append(shown(written));
    add(new Facet(start, text.length(), "link", "uri", URI.create(uri).toASCIIString()));
  }

  /** Host and path as written, because clients warn where the host is another than the link's. */
  private static String shown(String written) {
    String bare = written.substring(written.indexOf("://") + 3);
    int host = 0;
    while (host < bare.length() && "/?#".indexOf(bare.charAt(host)) < 0) {
      host++;
    }
    String path = bare.substring(host);
    path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String shown = LowerCase.shown(bare.substring(0, host));
    return path.codePointCount(0, path.length()) <= SHOWN_PATH
        ? shown + path
        : shown + path.substring(0, path.offsetByCodePoints(0, SHOWN_PATH - 1)) + "…";
  }

  /** Those that the post names, however they are spelt in its words. */
  private void tags(List<String> tags) {
    Map<String, String> wanted = new HashMap<>();
    tags.forEach(tag -> wanted.putIfAbsent(folded(whole(tag)), whole(tag)));
    for (TextHashtag written : TextHashtag.in(text())) {
      String tag = wanted.get(folded(written.tag()));
      if (tag != null && isFree(written.start(), written.end())) {
        add(new Facet(written.start(), written.end(), "tag", "tag", tag));
      }
    }
  }

  private void mentions(Map<String, String> dids) {
    for (Mentions.Name name : Mentions.in(text())) {
      String did = dids.get(name.handle());
      if (did != null && isFree(name.start(), name.end())) {
        add(new Facet(name.start(), name.end(), "mention", "did", did));
      }
    }
  }

  private static String folded(String tag) {
    return LowerCase.folded(tag);
  }

  private void add(Facet facet) {
    facets.add(facet);
    taken.set(facet.start(), facet.end());
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
