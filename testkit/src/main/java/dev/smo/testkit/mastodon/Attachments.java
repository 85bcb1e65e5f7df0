// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.mastodon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.FormPart;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Uploaded media, which take a while until they may be attached. */
final class Attachments {
  static final List<String> TYPES = List.of("image/jpeg", "image/png", "image/gif", "image/webp");

  static final int MAX_DESCRIPTION = 1500;

  private static final Set<String> FIELDS = Set.of("file", "description", "focus", "thumbnail");

  private final Map<String, ObjectNode> media = new HashMap<>();
  private final Map<String, Integer> pollsLeft = new HashMap<>();
  private final Set<String> attached = new HashSet<>();
  private final Set<String> spoilt = new HashSet<>();
  private int polls;
  private int last;

  synchronized void take(int number) {
    polls = number;
  }

  synchronized FakeResponse upload(Call call) {
    Map<String, FormPart> parts = FormPart.all(call);
    FormPart file = parts.get("file");
    if (file == null || !FIELDS.containsAll(parts.keySet())) {
      return FakeMastodon.error(422, "Validation failed: File can't be blank");
    }
    if (!TYPES.contains(file.type())) {
      return FakeMastodon.error(422, "Validation failed: File content type is invalid");
    }
    FormPart description = parts.get("description");
    String alt = description == null ? "" : description.text();
    if (alt.codePointCount(0, alt.length()) > MAX_DESCRIPTION) {
      return FakeMastodon.error(422, "Validation failed: Description is too long");
    }
    String id = String.valueOf(++last);
    media.put(id, FakeResponse.object().put("id", id).put("type", "image").put("description", alt));
    pollsLeft.put(id, polls);
    return FakeResponse.json(polls == 0 ? 200 : 202, media.get(id));
  }

  synchronized FakeResponse get(String id) {
    ObjectNode medium = media.get(id);
    // As in Mastodon, what is attached to a status is not found here any more.
    if (medium == null || attached.contains(id)) {
      return FakeMastodon.error(404, "Record not found");
    }
    if (spoilt.contains(id)) {
      return FakeMastodon.error(422, "Error processing thumbnail for uploaded media");
    }
    boolean ready = pollsLeft.merge(id, -1, Integer::sum) <= 0;
    return FakeResponse.json(ready ? 200 : 206, medium);
  }

  synchronized void spoil() {
    spoilt.addAll(media.keySet());
  }

  synchronized void forget() {
    media.keySet().retainAll(attached);
  }

  /**
   * What is wrong with attaching these, or nothing.
   *
   * @param own those that the status has already
   */
  synchronized String wrong(List<String> ids, List<String> own) {
    for (String id : ids) {
      if (!media.containsKey(id) || (attached.contains(id) && !own.contains(id))) {
        return "Media not found";
      }
      if (pollsLeft.getOrDefault(id, 0) > 0) {
        return "Cannot attach files that have not finished processing. Try again in a moment!";
      }
    }
    return "";
  }

  synchronized ObjectNode attach(String id) {
    attached.add(id);
    ObjectNode medium = media.get(id);
    return medium == null ? FakeResponse.object() : medium.deepCopy();
  }
}
