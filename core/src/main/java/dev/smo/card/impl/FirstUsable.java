// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.card.CardValue;
import dev.smo.card.Origin;
import dev.smo.prose.HtmlText;
import dev.smo.prose.PlainText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jetbrains.annotations.Nullable;

/** Takes the first usable text of those that it is offered, nearest to the page first. */
final class FirstUsable {
  private final String name;
  private final List<String> problems;
  private Function<String, Optional<String>> form = Optional::of;
  private String wanted = "";
  private @Nullable CardValue taken;

  /**
   * @param name of the value
   * @param problems takes a sentence about each offer that is not usable
   */
  FirstUsable(String name, List<String> problems) {
    this.name = name;
    this.problems = problems;
  }

  /**
   * Only what has a form counts.
   *
   * @param reader gives the text as it is written, empty where it has not the form
   * @param description of the form, for people
   */
  FirstUsable like(Function<String, Optional<String>> reader, String description) {
    form = reader;
    wanted = description;
    return this;
  }

  /** Authors may have written their own as HTML; what the host read of the page is plain. */
  FirstUsable ownDescription(SocialFields fields) {
    SocialFields.Level level = fields.own();
    return offer(Origin.SOCIAL, level.page().getPath(), HtmlText.describedLine(level.text(name)));
  }

  FirstUsable offer(Origin origin, String from, String offered) {
    String text = taken == null ? PlainText.line(offered) : "";
    if (!text.isEmpty()) {
      Optional<String> written = form.apply(text);
      written.ifPresentOrElse(
          value -> taken = new CardValue(name, value, origin, from),
          () -> problems.add("%s \"%s\" (%s) is not %s".formatted(name, text, of(from), wanted)));
    }
    return this;
  }

  /** What the author of the page chose. */
  FirstUsable own(SocialFields fields) {
    return offer(Origin.SOCIAL, fields.own());
  }

  /** What the authors of the pages above chose. */
  FirstUsable above(SocialFields fields) {
    fields.above().forEach(level -> offer(Origin.ANCESTOR, level));
    return this;
  }

  private FirstUsable offer(Origin origin, SocialFields.Level level) {
    return offer(origin, level.page().getPath(), level.text(name));
  }

  Optional<CardValue> taken() {
    return Optional.ofNullable(taken);
  }

  /** Says where somebody chose something. */
  static String of(String from) {
    return from.isEmpty() ? "the site" : from;
  }
}
