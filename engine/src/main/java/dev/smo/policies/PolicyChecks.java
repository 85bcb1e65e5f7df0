// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.endpoint.JsonServlet;
import dev.smo.schedule.QuietHours;
import dev.smo.schedule.Schedule;
import dev.smo.schedule.When;
import dev.smo.wording.MentionMap;
import dev.smo.wording.ThreadTemplate;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.sling.caconfig.spi.metadata.PropertyMetadata;
import org.jetbrains.annotations.Nullable;
import org.jsoup.select.QueryParser;

/**
 * Reads what somebody entered as the engine will read it, so that it is refused before it is saved
 * and not when a page is published.
 */
final class PolicyChecks {
  private static final Pattern COLOUR = Pattern.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})");

  private PolicyChecks() {}

  /**
   * The value as the repository keeps it.
   *
   * @throws IllegalArgumentException says what is wrong, and what is right
   */
  static Object value(PropertyMetadata<?> property, JsonNode entered) {
    if (PropertyView.many(property)) {
      if (!entered.isArray() || entered.size() > PolicyChange.MOST_ENTRIES) {
        throw new IllegalArgumentException(
            "This is a list of at most " + PolicyChange.MOST_ENTRIES + " entries.");
      }
      List<String> all = new ArrayList<>();
      for (JsonNode entry : entered) {
        String text = text(property, entry.asText(""));
        if (!text.isBlank()) {
          all.add(text);
        }
      }
      return all.toArray(String[]::new);
    }
    return switch (PropertyView.type(property)) {
      case "check" -> entered.asBoolean();
      case "number" -> number(property, entered);
      default -> text(property, entered.asText(""));
    };
  }

  private static Integer number(PropertyMetadata<?> property, JsonNode entered) {
    if (!entered.canConvertToInt() || !entered.isIntegralNumber()) {
      throw new IllegalArgumentException("This is a whole number.");
    }
    String least = property.getProperties().get("min");
    if (least != null && entered.asInt() < Integer.parseInt(least)) {
      throw new IllegalArgumentException("This is at least " + least + ".");
    }
    return entered.asInt();
  }

  private static String text(PropertyMetadata<?> property, String text) {
    if (text.length() > JsonServlet.LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "This has at most " + JsonServlet.LONGEST_TEXT + " characters.");
    }
    List<String> options = PropertyView.options(property);
    if (!options.isEmpty() && !options.contains(text)) {
      throw new IllegalArgumentException("This is one of " + String.join(", ", options) + ".");
    }
    if (!text.isBlank()) {
      mustRead(property.getProperties().get("format"), text);
    }
    return text;
  }

  private static void mustRead(@Nullable String format, String text) {
    switch (String.valueOf(format)) {
      case "when" -> When.parse(text);
      case "zone" -> Schedule.zone(text);
      case "quiet-hours" -> QuietHours.parse(text);
      case "date" -> date(text);
      case "pattern" -> pattern(text);
      case "types" -> pattern(beforeEquals(text, "pattern=type"));
      case "selector" -> selector(text);
      case "colour" -> must(COLOUR.matcher(text).matches(), "A colour is written as #14213d.");
      case "words" -> ThreadTemplate.parse(text);
      case "texts" ->
          ThreadTemplate.parse(
              text.substring(beforeEquals(text, "bluesky={title} {url}").length() + 1));
      case "options" ->
          must(
              beforeEquals(text, "mastodon.visibility=unlisted").indexOf('.') > 0,
              "An option is written as mastodon.visibility=unlisted.");
      case "mentions" ->
          must(
              MentionMap.mayBe(text),
              "A mention is written as mastodon.City Museum=@museum@mastodon.example.");
      case "pairs" -> beforeEquals(text, "name=value");
      case "routes" ->
          must(
              !text.substring(text.indexOf('=') + 1).isBlank(),
              "A connection is written as mastodon, or as de=mastodon for one language.");
      case "path" -> must(text.startsWith("/"), "A path begins with a slash.");
      case "address" -> address(text);
      default -> {
        // Any text.
      }
    }
  }

  private static void date(String text) {
    try {
      LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("A day is written as 2027-01-31.", e);
    }
  }

  private static void pattern(String text) {
    try {
      Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "This is no regular expression: " + text + " (" + e.getDescription() + ").", e);
    }
  }

  private static void selector(String text) {
    try {
      QueryParser.parse(text);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new IllegalArgumentException("This is no CSS selector: " + text + ".", e);
    }
  }

  private static void address(String text) {
    try {
      URI address = URI.create(text);
      boolean web =
          ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
              && address.getHost() != null;
      must(web, "An address begins with https:// and the name of a host.");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "An address begins with https:// and the name of a host.", e);
    }
  }

  private static String beforeEquals(String text, String right) {
    int equals = text.indexOf('=');
    must(equals > 0, "\"" + text + "\" is not written as " + right + ".");
    return text.substring(0, equals);
  }

  private static void must(boolean right, String sentence) {
    if (!right) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
