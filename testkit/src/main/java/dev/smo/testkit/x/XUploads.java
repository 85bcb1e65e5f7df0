// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.FormPart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pictures that may be attached to a post. */
final class XUploads {
  private static final List<String> TYPES =
      List.of("image/jpeg", "image/png", "image/webp", "image/gif");
  private static final int MAX_BYTES = 5_000_000;
  private static final int MAX_ALT = 1_000;

  private final Map<String, String> alts = new HashMap<>();
  private long last = 1_900_000_000_000_000_000L;

  synchronized FakeResponse upload(Call call) {
    Map<String, FormPart> parts = FormPart.all(call);
    FormPart file = parts.get("media");
    FormPart category = parts.get("media_category");
    boolean known =
        Set.of("media", "media_category", "additional_owners").containsAll(parts.keySet());
    if (file == null || category == null || !known) {
      return FakeX.invalid("media and media_category are required");
    }
    if (!category.text().equals("tweet_image") || !TYPES.contains(file.type())) {
      return FakeX.invalid("media type unrecognized");
    }
    if (file.content().length > MAX_BYTES) {
      return FakeX.invalid("File size exceeds 5242880 bytes.");
    }
    String id = Long.toString(++last);
    alts.put(id, "");
    ObjectNode body = FakeResponse.object();
    body.putObject("data")
        .put("id", id)
        .put("media_key", "3_" + id)
        .put("expires_after_secs", 86_400)
        .put("size", file.content().length);
    return FakeResponse.json(200, body);
  }

  synchronized FakeResponse describe(Call call) {
    JsonNode body = call.json();
    JsonNode alt = body.path("metadata").path("alt_text");
    String id = body.path("id").asText();
    boolean known =
        FakeX.knows(body, Set.of("id", "metadata"))
            && FakeX.knows(body.path("metadata"), Set.of("alt_text"))
            && FakeX.knows(alt, Set.of("text"));
    String text = alt.path("text").asText();
    if (!known || !alts.containsKey(id) || text.isEmpty()) {
      return FakeX.invalid("metadata is invalid");
    }
    if (text.codePointCount(0, text.length()) > MAX_ALT) {
      return FakeX.invalid("alt_text is longer than 1000 characters");
    }
    alts.put(id, text);
    ObjectNode answer = FakeResponse.object();
    answer.putObject("data").put("id", id);
    return FakeResponse.json(200, answer);
  }

  synchronized boolean has(String id) {
    return alts.containsKey(id);
  }

  synchronized String alt(String id) {
    return alts.getOrDefault(id, "");
  }

  synchronized void forget() {
    alts.clear();
  }
}
