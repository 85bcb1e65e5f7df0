package dev.smo.testkit.mastodon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.FormPart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Uploaded media, which take a while until they may be attached. */
final class Attachments {
  static final List<String> TYPES = List.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private static final Set<String> FIELDS = Set.of("file", "description", "focus", "thumbnail");

  private final Map<String, ObjectNode> media = new HashMap<>();
  private final Map<String, Integer> pollsLeft = new HashMap<>();
  private int polls;

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
    if (alt.length() > 1500) {
      return FakeMastodon.error(422, "Validation failed: Description is too long");
    }
    String id = String.valueOf(media.size() + 1);
    media.put(id, FakeResponse.object().put("id", id).put("type", "image").put("description", alt));
    pollsLeft.put(id, polls);
    return FakeResponse.json(polls == 0 ? 200 : 202, media.get(id));
  }

  synchronized FakeResponse get(String id) {
    ObjectNode medium = media.get(id);
    if (medium == null) {
      return FakeMastodon.error(404, "Record not found");
    }
    boolean ready = pollsLeft.merge(id, -1, Integer::sum) <= 0;
    return FakeResponse.json(ready ? 200 : 206, medium);
  }

  /** What is wrong with attaching these, or nothing. */
  synchronized String wrong(List<String> ids) {
    for (String id : ids) {
      if (!media.containsKey(id)) {
        return "Media not found";
      }
      if (pollsLeft.getOrDefault(id, 0) > 0) {
        return "Cannot attach files that have not finished processing. Try again in a moment!";
      }
    }
    return "";
  }

  synchronized ObjectNode attachment(String id) {
    ObjectNode medium = media.get(id);
    return medium == null ? FakeResponse.object() : medium.deepCopy();
  }
}
