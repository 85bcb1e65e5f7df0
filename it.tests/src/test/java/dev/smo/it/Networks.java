// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.testkit.Executed;
import dev.smo.testkit.mastodon.FakeMastodon;
import dev.smo.testkit.peers.Pds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The networks that tests post to, connected as an administrator connects them. */
final class Networks implements AutoCloseable {
  static final String SANDBOX = "sandbox";
  static final String BLUESKY = "it-bluesky";
  static final String MASTODON = "it-mastodon";

  private static final String TOKEN = "token-of-the-test-account";

  private final Pds pds;
  private final Pds.Account account;
  private final FakeMastodon mastodon = new FakeMastodon(0, TOKEN, 500, Clock.systemUTC());

  Networks(Cms cms) {
    try {
      pds = Pds.start(0);
      account = pds.account("cms.test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    cms.connect(
        Map.of(
            "id", BLUESKY,
            "network", "bluesky",
            "endpoint", pds.uri().toString(),
            "settings.handle", account.handle(),
            "secrets.appPassword", account.appPassword()));
    cms.connect(
        Map.of(
            "id",
            MASTODON,
            "network",
            "mastodon",
            "endpoint",
            mastodon.uri().toString(),
            "secrets.token",
            TOKEN));
  }

  Pds pds() {
    return pds;
  }

  FakeMastodon mastodon() {
    return mastodon;
  }

  /** The secrets that were typed in, to look for where they must not be. */
  List<String> secrets() {
    return List.of(TOKEN, account.appPassword());
  }

  /** The records on the PDS whose text holds some words. */
  List<JsonNode> onBluesky(String words) {
    List<JsonNode> found = new ArrayList<>();
    try {
      for (JsonNode record : pds.posts(account.did())) {
        if (record.path("value").path("text").asText().contains(words)) {
          found.add(record.path("value"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return found;
  }

  /** The statuses on the Mastodon instance whose text holds some words. */
  List<Executed> onMastodon(String words) {
    return mastodon.posts().stream().filter(post -> post.text().contains(words)).toList();
  }

  @Override
  public void close() {
    mastodon.close();
    pds.close();
  }
}
