// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.results;

import dev.smo.engagement.PostFacts;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** By what posts are told apart. What a post does not have, such as a tag, is the empty text. */
public enum Dimension {
  NETWORK((post, at) -> List.of(post.network())),
  CONNECTION((post, at) -> List.of(post.connection())),
  TEMPLATE((post, at) -> List.of(post.template())),
  TAG((post, at) -> someOrNone(post.tags())),
  AUTHOR((post, at) -> someOrNone(post.authors())),
  LOCALE((post, at) -> List.of(post.language())),
  CAMPAIGN((post, at) -> List.of(post.campaign())),
  SITE((post, at) -> List.of(post.site())),
  /** Day on which it went out, such as {@code 2026-11-30}. */
  DAY((post, at) -> List.of(at.toLocalDate().toString())),
  /** 1, Monday, to 7. */
  WEEKDAY((post, at) -> List.of(String.valueOf(at.getDayOfWeek().getValue()))),
  /** 0 to 23. */
  HOUR((post, at) -> List.of(String.valueOf(at.getHour()))),
  /** Weekday and hour, such as {@code 1 9}. */
  TIME((post, at) -> List.of(at.getDayOfWeek().getValue() + " " + at.getHour()));

  private final BiFunction<PostFacts, ZonedDateTime, List<String>> values;

  Dimension(BiFunction<PostFacts, ZonedDateTime, List<String>> values) {
    this.values = values;
  }

  /** What a post has; of tags and authors there may be several. */
  public List<String> of(PostFacts post, ZoneId zone) {
    return values.apply(post, post.sent().atZone(zone));
  }

  /** How it is called in requests. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Dimension> named(String name) {
    return List.of(values()).stream().filter(one -> one.label().equals(name)).findFirst();
  }

  private static List<String> someOrNone(List<String> values) {
    return values.isEmpty() ? List.of("") : values;
  }
}
