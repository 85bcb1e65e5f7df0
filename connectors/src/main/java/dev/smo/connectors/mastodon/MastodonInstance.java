// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an instance takes.
 *
 * @param maxCharacters longest status, counted by {@link StatusLength}
 * @param urlLength what each URL counts
 * @param imageBytes largest picture
 * @param imagePixels longest edge of a picture
 * @param maxImages most pictures of a status
 * @param descriptionLength longest alternative text, in characters
 * @param software name of the server's software in lower case, such as {@code mastodon}; empty: not
 *     known
 */
record MastodonInstance(
    int maxCharacters,
    int urlLength,
    long imageBytes,
    int imagePixels,
    List<String> imageTypes,
    int maxImages,
    int descriptionLength,
    String software) {
  /** Instances know no limit; of the steps that are kept there are no more than a hundred. */
  private static final int MAX_THREAD = 19;

  /** Where it is kept; no instance says it there. */
  private static final String SOFTWARE = "smo_software";

  /** Mastodon and what is made of it. */
  private static final Set<String> MASTODON = Set.of("mastodon", "glitch-soc", "hometown");

  /** They keep what they answered under a key, refusals and faults too. */
  private static final Set<String> PLEROMA = Set.of("pleroma", "akkoma");

  private static final Pattern COMPATIBLE = Pattern.compile("\\(compatible; ([A-Za-z-]{1,40})");

  /** Mastodon as it is shipped, for as long as the instance has not been asked. */
  static final MastodonInstance DEFAULT =
      new MastodonInstance(
          500, 23, 16_777_216, 5760, List.of("image/jpeg", "image/png", "image/webp"), 4, 1500, "");

  /** Reads {@code /api/v2/instance}, or the first version of it; servers leave parts of it out. */
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
    int old = instance.path("max_toot_chars").asInt(DEFAULT.maxCharacters);
    return new MastodonInstance(
        statuses.path("max_characters").asInt(old),
        statuses.path("characters_reserved_per_url").asInt(DEFAULT.urlLength),
        media.path("image_size_limit").asLong(DEFAULT.imageBytes),
        (int) Math.sqrt(matrix),
        List.copyOf(types),
        statuses.path("max_media_attachments").asInt(DEFAULT.maxImages),
        media.path("description_limit").asInt(DEFAULT.descriptionLength),
        instance.path(SOFTWARE).asText(compatible(instance.path("version").asText())));
  }

  /** As {@link #of} reads it. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode configuration = json.putObject("configuration");
    configuration
        .putObject("statuses")
        .put("max_characters", maxCharacters)
        .put("characters_reserved_per_url", urlLength)
        .put("max_media_attachments", maxImages);
    ObjectNode media = configuration.putObject("media_attachments");
    imageTypes.forEach(media.putArray("supported_mime_types")::add);
    media
        .put("image_size_limit", imageBytes)
        .put("image_matrix_limit", (long) imagePixels * imagePixels)
        .put("description_limit", descriptionLength);
    return json.put(SOFTWARE, software);
  }

  /** The software of a version such as {@code 4.2.0 (compatible; Pleroma 2.7.0)}; or empty. */
  private static String compatible(String version) {
    Matcher named = COMPATIBLE.matcher(version);
    return named.find() ? named.group(1).toLowerCase(Locale.ROOT) : "";
  }

  MastodonInstance software(String name) {
    return new MastodonInstance(
        maxCharacters,
        urlLength,
        imageBytes,
        imagePixels,
        imageTypes,
        maxImages,
        descriptionLength,
        name.toLowerCase(Locale.ROOT));
  }

  boolean isMastodon() {
    return MASTODON.contains(software);
  }

  /** Whether the same idempotency key twice is certainly one status. */
  boolean honoursKey() {
    return isMastodon() || replaysFaults();
  }

  /** Whether a key under which a call failed gives that fault again. */
  boolean replaysFaults() {
    return PLEROMA.contains(software);
  }

  /** Mastodon's own count; of others, who may count signs and whole addresses, what is more. */
  private int length(String text) {
    int length = StatusLength.of(text, urlLength);
    return isMastodon() || software.isEmpty()
        ? length
        : Math.max(length, text.codePointCount(0, text.length()));
  }

  Limits limits() {
    return limits("");
  }

  /** The same of a post with a content warning, which counts with its words. */
  Limits limits(String warning) {
    int left = Math.max(1, maxCharacters - length(warning));
    return Limits.builder(left, this::length)
        .images(imageTypes, imageBytes, imagePixels)
        .maxImages(maxImages)
        .maxAltLength(descriptionLength)
        .maxThread(MAX_THREAD)
        .build();
  }
}
