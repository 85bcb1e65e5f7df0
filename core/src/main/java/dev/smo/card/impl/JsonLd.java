package dev.smo.card.impl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.page.Author;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;

/**
 * Structured data of a card after <a href="https://schema.org">schema.org</a>. Title and text equal
 * those of the tags: Mastodon reads these first, all others those.
 */
final class JsonLd {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter IN_SCRIPT = JSON.writer().with(new ScriptEscapes());

  private JsonLd() {}

  static String of(Card card) {
    ObjectNode data = JSON.createObjectNode();
    data.put("@context", "https://schema.org");
    data.put("@type", card.article() ? card.defaults().articleType() : "WebPage");
    data.put(card.article() ? "headline" : "name", card.title());
    put(data, "description", card.description());
    data.put("url", card.url());
    data.put("mainEntityOfPage", card.url());
    data.put("inLanguage", card.page().locale().toLanguageTag());
    card.image().ifPresent(image -> data.putArray("image").add(image.url().toASCIIString()));
    if (card.article()) {
      article(data, card);
    }
    data.putObject("publisher").put("@type", "Organization").put("name", card.siteName());
    try {
      return IN_SCRIPT.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void article(ObjectNode data, Card card) {
    date(data, "datePublished", card.page().published());
    date(data, "dateModified", card.page().modified());
    if (!card.authors().isEmpty()) {
      ArrayNode authors = data.putArray("author");
      for (Author author : card.authors()) {
        ObjectNode person = authors.addObject();
        person.put("@type", "Person").put("name", author.name());
        put(person, "url", author.url());
      }
    }
    if (!card.tags().isEmpty()) {
      ArrayNode keywords = data.putArray("keywords");
      card.tags().forEach(keywords::add);
    }
  }

  private static void put(ObjectNode data, String name, String value) {
    if (!value.isEmpty()) {
      data.put(name, value);
    }
  }

  private static void date(ObjectNode data, String name, Optional<Instant> date) {
    date.ifPresent(at -> data.put(name, at.truncatedTo(ChronoUnit.SECONDS).toString()));
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
