// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.card.Tag;
import dev.smo.prose.WrittenDate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects tags of a head; what is empty makes none. */
final class Head {
  private final List<Tag> tags = new ArrayList<>();

  List<Tag> tags() {
    return List.copyOf(tags);
  }

  void property(String name, String content) {
    meta("property", name, content);
  }

  void name(String name, String content) {
    meta("name", name, content);
  }

  void date(String property, Optional<Instant> date) {
    date.filter(WrittenDate::isPossible)
        .ifPresent(at -> property(property, at.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  void number(String property, int number) {
    property(property, number > 0 ? String.valueOf(number) : "");
  }

  /**
   * {@code <link rel="rel" href="href">}.
   *
   * @param more names and values of further attributes, in turn
   */
  void link(String rel, String href, String... more) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("rel", rel);
    attributes.put("href", href);
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    tags.add(new Tag("link", attributes));
  }

  private void meta(String key, String name, String content) {
    if (!content.isEmpty()) {
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put(key, name);
      attributes.put("content", content);
      tags.add(new Tag("meta", attributes));
    }
  }
}
