// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.card.CardValue;
import dev.smo.card.Origin;
import dev.smo.page.Author;
import dev.smo.page.Page;
import dev.smo.settings.CardDefaults;
import dev.smo.settings.TemplatePattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * Weighs the texts of one card. Title and description of a page above are never taken: they speak
 * of another page, and a card without a description is better than one with a wrong one.
 */
final class CardValues {
  static final String TITLE = "title";
  static final String DESCRIPTION = "description";
  static final String URL = "url";
  static final String TYPE = "type";
  static final String SITE_NAME = "siteName";
  static final String IMAGE = "image";
  static final String IMAGE_ALT = "imageAlt";
  static final String VIDEO = "video";
  static final String SECTION = "section";
  static final String CREATOR = "creator";
  static final String TWITTER_SITE = "twitterSite";
  static final String TWITTER_CREATOR = "twitterCreator";
  static final String CARD = "card";
  private static final String HANDLE = "an account such as @user";

  private final Page page;
  private final SocialFields fields;
  private final CardDefaults defaults;
  private final List<String> problems;
  private final Map<String, CardValue> values = new LinkedHashMap<>();

  private CardValues(Page page, SocialFields fields, CardDefaults defaults, List<String> problems) {
    this.page = page;
    this.fields = fields;
    this.defaults = defaults;
    this.problems = problems;
  }

  /**
   * The texts by name, in the order in which people are told them.
   *
   * @param parent title of the page right above, which is the section of this one
   * @param problems takes what cannot be used
   */
  static Map<String, CardValue> of(
      Page page,
      SocialFields fields,
      CardDefaults defaults,
      Optional<CardValue> parent,
      List<String> problems) {
    CardValues weighed = new CardValues(page, fields, defaults, problems);
    weighed.page();
    weighed.type();
    weighed.site();
    weighed.section(parent);
    weighed.accounts();
    weighed.kinds();
    return weighed.values;
  }

  private void page() {
    take(
        pick(TITLE)
            .own(fields)
            .offer(Origin.PAGE, page.path(), page.title())
            .offer(Origin.PAGE, page.path(), page.site().name()));
    take(
        pick(DESCRIPTION)
            .ownDescription(fields)
            .offer(Origin.PAGE, page.path(), page.description()));
    take(pick(URL).offer(Origin.PAGE, page.path(), page.canonical().toASCIIString()));
  }

  private void type() {
    FirstUsable pick =
        pick(TYPE)
            .like(
                text -> CardType.of(text, defaults.articleType()).map(known -> text),
                "a type of Open Graph, or one of schema.org for articles")
            .own(fields);
    if (!page.home()) {
      pick.above(fields).offer(Origin.SITE, "", byTemplate());
      boolean chosen = !CardDefaults.TYPE.equals(defaults.type());
      pick.offer(chosen ? Origin.SITE : Origin.DEFAULT, "", defaults.type());
    }
    take(pick.offer(Origin.DEFAULT, "", CardType.WEBSITE.openGraph()));
  }

  private String byTemplate() {
    for (String line : defaults.types()) {
      int equals = line.lastIndexOf('=');
      try {
        if (equals > 0
            && TemplatePattern.of(line.substring(0, equals).strip()).matches(page.template())) {
          return line.substring(equals + 1).strip();
        }
      } catch (PatternSyntaxException e) {
        problems.add("types of the site: \"%s\" is no regular expression".formatted(line));
      }
    }
    return "";
  }

  private void site() {
    take(
        pick(SITE_NAME)
            .offer(Origin.SITE, "", defaults.siteName())
            .offer(Origin.SITE, page.site().path(), page.site().name()));
  }

  private void section(Optional<CardValue> parent) {
    FirstUsable pick = pick(SECTION).own(fields).above(fields);
    parent.ifPresent(above -> pick.offer(above.origin(), above.from(), above.value()));
    take(pick);
  }

  private void accounts() {
    String handles =
        page.authors().stream()
            .map(Author::fediverse)
            .filter(handle -> !handle.isBlank())
            .findFirst()
            .orElse("");
    take(
        pick(CREATOR)
            .like(FieldSyntax::fediverse, "an account such as @user@host")
            .own(fields)
            .offer(Origin.PAGE, page.path(), handles)
            .above(fields)
            .offer(Origin.SITE, "", defaults.fediverseCreator()));
    take(
        pick(TWITTER_SITE)
            .like(FieldSyntax::handle, HANDLE)
            .own(fields)
            .above(fields)
            .offer(Origin.SITE, "", defaults.twitterSite()));
    take(pick(TWITTER_CREATOR).like(FieldSyntax::handle, HANDLE).own(fields).above(fields));
  }

  private void kinds() {
    take(pick(VIDEO).like(FieldSyntax::web, "an address of the web, https://...").own(fields));
    take(pick(CARD).like(FieldSyntax::card, "one of " + FieldSyntax.CARDS).own(fields));
  }

  private FirstUsable pick(String name) {
    return new FirstUsable(name, problems);
  }

  private void take(FirstUsable pick) {
    pick.taken().ifPresent(value -> values.put(value.name(), value));
  }
}
