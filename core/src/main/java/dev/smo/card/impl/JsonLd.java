// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jetbrains.annotations.Nullable;

/**
 * Structured data of a card after <a href="https://schema.org">schema.org</a>, for search engines
 * and Mastodon.
 *
 * <p>Mastodon looks for the first object of type NewsArticle or WebPage in the script or in its
 * top-most array; it looks into no {@code @graph}, and follows no {@code @id}. So the page comes
 * first, its author and publisher stand inside it, and what else there is follows in an array, as
 * Google shows it too.
 */
final class JsonLd {
  private static final ObjectWriter IN_SCRIPT =
      new ObjectMapper().writer().with(new ScriptEscapes());

  private JsonLd() {}

  /** The content of the script; empty for a page that wants no listing. */
  static String of(Card card) {
    if (card.page().noindex()) {
      return "";
    }
    Schema schema = new Schema(card);
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    add(all, schema.page());
    schema.forMastodon().ifPresent(again -> add(all, again));
    schema.trail().ifPresent(trail -> add(all, trail));
    if (card.page().home()) {
      add(all, schema.website());
    }
    try {
      return IN_SCRIPT.writeValueAsString(all.size() == 1 ? all.get(0) : all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(ArrayNode all, ObjectNode node) {
    all.addObject().put("@context", "https://schema.org").setAll(node);
  }

  /** Writes what could end a script element, or start a comment in it, as a code. */
  private static final class ScriptEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes['<'] = ESCAPE_STANDARD;
      codes['>'] = ESCAPE_STANDARD;
      codes['&'] = ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return null;
    }
  }
}
