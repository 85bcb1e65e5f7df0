// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.facebook;

import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.FormPart;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Unpublished photos of a fake page, which it forgets after a day. */
final class PhotoAlbum {
  private static final Set<String> FIELDS = Set.of("published", "alt_text_custom", "source");
  private static final Set<String> TYPES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/bmp", "image/tiff");
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int MAX_BYTES = 4_000_000;

  private final FakeFacebook facebook;
  private final Map<String, Photo> photos = new HashMap<>();

  private record Photo(String alt, Instant at, boolean used) {}

  PhotoAlbum(FakeFacebook facebook) {
    this.facebook = facebook;
  }

  synchronized FakeResponse upload(Call call, GraphCall request) {
    FormPart source = FormPart.all(call).get("source");
    String unknown = request.unknown(FIELDS);
    if (!unknown.isEmpty() || !request.get("published").equals("false")) {
      return GraphErrors.parameter("Invalid parameter " + unknown);
    }
    if (source == null || !TYPES.contains(source.type()) || source.content().length == 0) {
      return GraphErrors.of(324, 2069019, "(#324) Requires upload file");
    }
    if (source.content().length > MAX_BYTES) {
      return GraphErrors.of(100, 1366046, "Your photos should be smaller than 4 MB");
    }
    String id = facebook.number();
    photos.put(id, new Photo(request.get("alt_text_custom"), facebook.now(), false));
    return FakeResponse.json(200, FakeResponse.object().put("id", id));
  }

  /** What is wrong with attaching these, or nothing. */
  synchronized String wrong(List<String> ids) {
    for (String id : ids) {
      Photo photo = photos.get(id);
      if (photo == null || photo.at().plus(KEPT).isBefore(facebook.now())) {
        return "Invalid media_fbid " + id;
      }
      if (photo.used()) {
        return "Photo " + id + " was posted already";
      }
    }
    return "";
  }

  /** The texts of photos that are attached by this. */
  synchronized List<String> attach(List<String> ids) {
    ids.forEach(id -> photos.computeIfPresent(id, (i, p) -> new Photo(p.alt(), p.at(), true)));
    return ids.stream().map(id -> Objects.requireNonNull(photos.get(id), id).alt()).toList();
  }
}
