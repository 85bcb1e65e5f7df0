// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * What an instance takes.
 *
 * @param maxCharacters longest status, counted by {@link StatusLength}
 * @param urlLength what each URL counts
 * @param imageBytes largest picture
 * @param imagePixels longest edge of a picture
 * @param maxImages most pictures of a status
 * @param descriptionLength longest alternative text, in characters
 */
record MastodonInstance(
    int maxCharacters,
    int urlLength,
    long imageBytes,
    int imagePixels,
    List<String> imageTypes,
    int maxImages,
    int descriptionLength) {
  /** Instances know no limit; nobody reads longer ones. */
  private static final int MAX_THREAD = 20;

  /** Mastodon as it is shipped, for as long as the instance has not been asked. */
  static final MastodonInstance DEFAULT =
      new MastodonInstance(
          500, 23, 16_777_216, 5760, List.of("image/jpeg", "image/png", "image/webp"), 4, 1500);

  /** Reads {@code GET /api/v2/instance}; compatible servers leave parts of it out. */
  static MastodonInstance of(JsonNode instance) {
    JsonNode statuses = instance.path("configuration").path("statuses");
    JsonNode media = instance.path("configuration").path("media_attachments");
    List<String> types = new ArrayList<>(DEFAULT.imageTypes);
    if (media.path("supported_mime_types").isArray()) {
      List<String> supported = new ArrayList<>();
      media.get("supported_mime_types").forEach(type -> supported.add(type.asText()));
      types.retainAll(supported);
    }
    long matrix = media.path("image_matrix_limit").asLong(33_177_600);
    return new MastodonInstance(
        statuses.path("max_characters").asInt(DEFAULT.maxCharacters),
        statuses.path("characters_reserved_per_url").asInt(DEFAULT.urlLength),
        media.path("image_size_limit").asLong(DEFAULT.imageBytes),
        (int) Math.sqrt(matrix),
        List.copyOf(types),
        statuses.path("max_media_attachments").asInt(DEFAULT.maxImages),
        media.path("description_limit").asInt(DEFAULT.descriptionLength));
  }

  Limits limits() {
    return limits("");
  }

  /** The same of a post with a content warning, which counts with its words. */
  Limits limits(String warning) {
    int left = Math.max(1, maxCharacters - StatusLength.of(warning, urlLength));
    return Limits.builder(left, text -> StatusLength.of(text, urlLength))
        .images(imageTypes, imageBytes, imagePixels)
        .maxImages(maxImages)
        .maxAltLength(descriptionLength)
        .maxThread(MAX_THREAD)
        .build();
  }
}
