// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.prose.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * One text that somebody may type or paste to break a page, a feed or a reader; all of them set
 * {@code window.nasty} when they run as a script.
 *
 * @param number its place in {@code nasty.json}
 * @param what what is nasty about it
 * @param text the text
 */
record NastyText(int number, String what, String text) {
  static List<NastyText> all() {
    JsonNode corpus;
    try (InputStream data = NastyText.class.getResourceAsStream("/nasty.json")) {
      corpus =
          Http.parse(
              new String(Objects.requireNonNull(data).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return IntStream.range(0, corpus.size()).mapToObj(i -> of(i, corpus.get(i))).toList();
  }

  private static NastyText of(int number, JsonNode entry) {
    String text = entry.path("text").asText().repeat(entry.path("times").asInt(1));
    // As UTF-8 carries it: half a pair of surrogates arrives as a question mark.
    String sent = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return new NastyText(number, entry.path("what").asText(), sent);
  }

  /**
   * The text as it may be shown; empty where nothing of it may. Sling CMS stores what its dialogs
   * have escaped, so a character reference is taken for what it stands for.
   */
  String line() {
    return PlainText.line(PlainText.decoded(text));
  }

  @Override
  public String toString() {
    return "nasty text " + number + " (" + what + ")";
  }
}
