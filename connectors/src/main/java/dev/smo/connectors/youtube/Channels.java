// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.AccountChoice;
import dev.smo.connector.Verification;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Channels as everybody knows them, and those of whoever has signed in. */
final class Channels {
  private static final Map<String, String> OWN = Map.of("part", "snippet", "mine", "true");

  private final DataApi api;

  Channels(DataApi api) {
    this.api = api;
  }

  /** The channels that whoever has signed in manages, to choose from. */
  List<AccountChoice> own(Connection connection) throws IOException, InterruptedException {
    List<AccountChoice> all = new ArrayList<>();
    for (JsonNode channel : items(api.send("channels", OWN, connection), connection)) {
      String id = channel.path("id").asText();
      all.add(
          AccountChoice.of(id, channel.path("snippet").path("title").asText(id))
              .setting(DataApi.CHANNEL, id));
    }
    if (all.isEmpty()) {
      throw new IOException("The account has no channel on YouTube");
    }
    return all;
  }

  private JsonNode items(Answer answer, Connection connection) throws IOException {
    return api.read(answer, "channelListResponse", connection).path("items");
  }

  Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = DataApi.missing(connection);
    if (missing.isPresent()) {
      return new Verification.Invalid(missing.get());
    }
    String id = DataApi.channel(connection);
    boolean signedIn = connection.secret(DataApi.TOKEN).isPresent();
    Answer answer =
        api.send("channels", signedIn ? OWN : Map.of("part", "snippet", "id", id), connection);
    if (!answer.ok()) {
      String why = api.words(answer, connection);
      return api.pause(answer).isPresent() || answer.status() >= 500
          ? new Verification.Unreachable(why)
          : new Verification.Invalid(why);
    }
    for (JsonNode channel : items(answer, connection)) {
      String title = channel.path("snippet").path("title").asText();
      if (channel.path("id").asText().equals(id) && !title.isEmpty()) {
        return new Verification.Valid(
            title, URI.create("https://www.youtube.com/channel/" + id), Optional.empty());
      }
    }
    return new Verification.Invalid(
        signedIn
            ? "Who has signed in does not manage the channel " + id
            : "YouTube has no channel " + id);
  }
}
