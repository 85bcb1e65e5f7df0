// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.ledger.State;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MailWordsTest {
  private static List<String> places(String text) {
    return Pattern.compile("\\{\\d}")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .sorted()
        .toList();
  }

  @Test
  void eachLanguageSaysAllThatMailsSay() {
    Properties english = MailWords.read(MailWords.ENGLISH);
    for (String language : MailWords.LANGUAGES) {
      Properties words = MailWords.read(language);
      assertEquals(
          new TreeSet<>(english.stringPropertyNames()),
          new TreeSet<>(words.stringPropertyNames()),
          language);
      for (String key : english.stringPropertyNames()) {
        String said = words.getProperty(key);
        assertTrue(!said.isBlank(), language + " says nothing for " + key);
        assertEquals(places(english.getProperty(key)), places(said), language + ": " + key);
      }
    }
  }

  @Test
  void eachStateHasAWord() {
    for (State state : State.values()) {
      assertTrue(MailWords.in("en").has("state." + state.name()), state.name());
    }
  }

  @Test
  void whatIsFilledInKeepsItsDirectionInArabic() {
    assertTrue(MailWords.in("ar").say("more", 3).contains("\u20683\u2069"));
    assertEquals("3 more", MailWords.in("fi").say("more", 3), "English where there is no other");
  }
}
