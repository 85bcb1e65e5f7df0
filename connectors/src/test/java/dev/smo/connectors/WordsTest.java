// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.List;
import java.util.Locale;
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

  @Test
  void otherLanguagesGetEnglish() {
    Network mastodon = CONNECTORS.get(0).network();
    assertEquals("Zugangstoken", mastodon.word("Access token", Locale.forLanguageTag("de-AT")));
    assertEquals("Access token", mastodon.word("Access token", Locale.forLanguageTag("fi")));
  }
}
