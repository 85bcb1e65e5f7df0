// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.smo.connector.Connector;
import dev.smo.connector.Network;
import dev.smo.connectors.bluesky.BlueskyConnector;
import dev.smo.connectors.discord.DiscordConnector;
import dev.smo.connectors.mastodon.MastodonConnector;
import dev.smo.connectors.reddit.RedditConnector;
import dev.smo.connectors.slack.SlackConnector;
import dev.smo.connectors.teams.TeamsConnector;
import dev.smo.connectors.telegram.TelegramConnector;
import dev.smo.connectors.threads.ThreadsConnector;
import dev.smo.connectors.webhook.WebhookConnector;
import dev.smo.connectors.x.XConnector;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Outbound;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final Outbound NOWHERE =
      request -> {
        throw new NotSentException("There is no network in this test");
      };
  private static final List<Connector> CONNECTORS =
      List.of(
          new MastodonConnector(NOWHERE),
          new BlueskyConnector(NOWHERE),
          new ThreadsConnector(NOWHERE),
          new XConnector(NOWHERE),
          new RedditConnector(NOWHERE),
          new TelegramConnector(NOWHERE),
          new DiscordConnector(NOWHERE),
          new SlackConnector(NOWHERE),
          new TeamsConnector(NOWHERE),
          new WebhookConnector(NOWHERE));

  @Test
  void everyWordHasAGermanOne() {
    for (Connector connector : CONNECTORS) {
      assertEquals(List.of(), GermanWords.missing(connector.network()));
    }
  }

  private static Properties words(String tag) throws IOException {
    Properties words = new Properties();
    try (InputStream file = WordsTest.class.getResourceAsStream("words_" + tag + ".properties")) {
      words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    }
    return words;
  }

  @Test
  void eachLanguageOfTheBarHasAllWordsAndSaysEachOne() throws IOException {
    for (String tag : List.of("ar", "es", "fr", "it", "ja", "nl", "pl", "pt")) {
      Properties words = words(tag);
      TreeSet<String> missing = new TreeSet<>(words("de").stringPropertyNames());
      missing.removeAll(words.stringPropertyNames());
      assertEquals(List.of(), List.copyOf(missing), tag);
      for (String word : words.stringPropertyNames()) {
        assertFalse(words.getProperty(word).isBlank(), tag + ": " + word);
        assertEquals(exact(word), exact(words.getProperty(word), word), tag + ": " + word);
      }
    }
  }

  @Test
  void signsStayInFrontInLinesFromRightToLeft() throws IOException {
    Pattern loose = Pattern.compile("(?<!\u2066)(?:-once|-100|@BotFather)");
    Properties words = words("ar");
    for (String word : words.stringPropertyNames()) {
      assertFalse(loose.matcher(words.getProperty(word)).find(), word);
    }
  }

  /** What is typed or looked for as it is: scopes, hosts, options. */
  private static List<String> exact(String text) {
    return Pattern.compile(
            "\\b(?:read|write):[a-z]+|[a-z]+\\.(?:facebook|slack)\\.com|-once|-100|@BotFather")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .sorted()
        .toList();
  }

  /** A word of another script may stand right beside one of these. */
  private static List<String> exact(String text, String english) {
    return exact(english).stream().filter(text::contains).toList();
  }

  @Test
  void otherLanguagesGetEnglish() {
    Network mastodon = CONNECTORS.get(0).network();
    assertEquals("Zugangstoken", mastodon.word("Access token", Locale.forLanguageTag("de-AT")));
    assertEquals("Access token", mastodon.word("Access token", Locale.forLanguageTag("fi")));
  }
}
