package dev.smo.connectors.mastodon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusLengthTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|''",
        "5|hello",
        "23|https://example.org/",
        "23|https://example.org/a-very-long-path-that-would-count-a-lot-more?with=query",
        "26|'(https://example.org/).'",
        "47|https://a.example/ https://b.example/",
        "16|http://localhost",
        "4|@cms",
        "4|@cms@mastodon.example",
        "7|Hi @cms@mastodon.example",
        "15|cms@example.org",
        "1|e\u0301",
        "1|\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66",
        "1|\uD83C\uDDE9\uD83C\uDDEA",
        "4|ﷺﷺﷺﷺ"
      })
  void countsAsMastodonDoes(int length, String text) {
    assertEquals(length, StatusLength.of(text, 23), text);
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.example.org/a,https://example.org/a/",
    "https://example.org/a?utm_source=x&b=1&utm_campaign=y,https://EXAMPLE.org:443/a?b=1",
    "http://example.org/a#part,https://example.org/a?fbclid=1"
  })
  void takesAddressesOfOnePageForTheSame(String one, String other) {
    assertTrue(Links.same(one, other));
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/a,https://example.org/b",
    "https://example.org/a?id=1,https://example.org/a?id=2",
    "https://example.org/a,https://example.com/a",
    "https://example.org:8443/a,https://example.org/a"
  })
  void doesNotTakeOtherPagesForTheSame(String one, String other) {
    assertFalse(Links.same(one, other));
  }
}
