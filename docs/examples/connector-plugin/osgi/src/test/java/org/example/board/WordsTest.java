package org.example.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.smo.connector.Field;
import dev.smo.connector.Network;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The keys of the translations are whole sentences, so a changed one loses its German. */
class WordsTest {
  @Test
  void whatPeopleAreAskedForIsInGermanToo() {
    Network network = new NoticeBoardConnector(request -> null).network();
    for (Field field : network.connectionFields()) {
      assertNotEquals(field.help(), network.word(field.help(), Locale.GERMAN));
      assertEquals(field.help(), network.word(field.help(), Locale.FRENCH));
    }
  }
}
