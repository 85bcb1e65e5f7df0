// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.host.PageEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code dev/smo/syndicate} job asks for.
 *
 * @param kind what happened to the page
 * @param path repository path of the page
 * @param connections ids of the connections to post to; empty: as the policy says. A person who
 *     names connections wants the post, so neither age nor burst holds it.
 * @param text template of the words; empty: as the author or the policy says
 * @param at when to post; absent: as the policy says
 * @param approval whether a person must approve the posts, also where the policy does not ask for
 *     it
 */
public record SyndicationRequest(
    PageEvent.Kind kind,
    String path,
    List<String> connections,
    String text,
    Optional<Instant> at,
    boolean approval) {
  private static final Set<String> TRUTHS = Set.of("", "true", "false");

  /**
   * Checks what is asked for, whoever asks.
   *
   * @throws IllegalArgumentException says what is wrong, and how it is written
   */
  public SyndicationRequest {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path must be the repository path of a page: " + path);
    }
    connections =
        connections.stream().map(String::strip).filter(id -> !id.isEmpty()).distinct().toList();
    text = text.strip();
  }

  /** What the policy of a page would do with it if it became public now. */
  static SyndicationRequest published(String path) {
    return new SyndicationRequest(
        PageEvent.Kind.PUBLISHED, path, List.of(), "", Optional.empty(), false);
  }

  /**
   * Reads the properties of a job, which anybody may have started.
   *
   * @throws IllegalArgumentException says which property is wrong, and how it is written
   */
  static SyndicationRequest of(Map<String, Object> job) {
    return new SyndicationRequest(
        kind(text(job, PageEvent.KIND)),
        text(job, PageEvent.PATH),
        connections(job),
        text(job, "text"),
        at(job),
        approval(text(job, "approval")));
  }

  boolean explicit() {
    return !connections.isEmpty();
  }

  private static PageEvent.Kind kind(String name) {
    try {
      return name.isEmpty()
          ? PageEvent.Kind.PUBLISHED
          : PageEvent.Kind.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "kind must be one of "
              + Arrays.toString(PageEvent.Kind.values()).toLowerCase(Locale.ROOT),
          e);
    }
  }

  private static List<String> connections(Map<String, Object> job) {
    Object value = job.get("connections");
    String[] all =
        value instanceof String[] many ? many : value == null ? new String[0] : split(value);
    return List.of(all);
  }

  private static String[] split(Object value) {
    return String.valueOf(value).split(",");
  }

  private static Optional<Instant> at(Map<String, Object> job) {
    String at = text(job, "at");
    try {
      return at.isEmpty() ? Optional.empty() : Optional.of(OffsetDateTime.parse(at).toInstant());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "at must be a time with its zone, such as 2027-01-31T09:00:00+01:00: " + at, e);
    }
  }

  private static boolean approval(String value) {
    if (!TRUTHS.contains(value.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("approval must be true or false: " + value);
    }
    return Boolean.parseBoolean(value);
  }

  private static String text(Map<String, Object> job, String name) {
    Object value = job.get(name);
    return value == null ? "" : String.valueOf(value).strip();
  }
}
