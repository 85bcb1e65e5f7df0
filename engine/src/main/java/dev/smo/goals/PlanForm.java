// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.goals;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.sling.api.SlingHttpServletRequest;

/** Reads what a person entered for a goal or a campaign; a wrong value is refused by its name. */
final class PlanForm {
  /** Most days from the first of a goal or campaign to its last. */
  static final int MOST_DAYS = 400;

  private static final int LONGEST = 200;
  private static final int MOST_TAGS = 50;
  private static final int MOST_HOURS = 720;

  private final SlingHttpServletRequest request;
  private final Map<String, String> values = new TreeMap<>();

  PlanForm(SlingHttpServletRequest request) {
    this.request = request;
  }

  /** The id that was entered. */
  static String id(SlingHttpServletRequest request) {
    String id = JsonServlet.required(request, "id");
    if (!id.matches("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])")) {
      throw Refusal.badRequest("An id is 2 to 40 small letters, digits and hyphens.");
    }
    return id;
  }

  /** Revision of what was read; empty for one that is new. */
  static String revision(SlingHttpServletRequest request) {
    return Objects.requireNonNullElse(request.getParameter("revision"), "");
  }

  PlanForm mandatory(String name) {
    JsonServlet.required(request, name);
    return optional(name);
  }

  PlanForm optional(String... names) {
    for (String name : names) {
      String value = Objects.requireNonNullElse(request.getParameter(name), "").strip();
      if (value.length() > LONGEST) {
        throw Refusal.badRequest(
            "The parameter " + name + " is longer than " + LONGEST + " characters.");
      }
      put(name, value);
    }
    return this;
  }

  /** A path of a page, or nothing. */
  PlanForm path(String name) {
    optional(name);
    if (!values.getOrDefault(name, "/").startsWith("/")) {
      throw Refusal.badRequest("The parameter " + name + " is the path of a page.");
    }
    return this;
  }

  /** A number greater than 0. */
  PlanForm number(String name) {
    mandatory(name);
    String number = values.getOrDefault(name, "");
    if (!number.matches("\\d{1,9}(\\.\\d{1,3})?") || Double.parseDouble(number) <= 0) {
      throw Refusal.badRequest("The parameter " + name + " is a number greater than 0.");
    }
    return this;
  }

  /** A number of hours, from 1 to 720, or nothing. */
  PlanForm hours(String name) {
    optional(name);
    String hours = values.getOrDefault(name, "1");
    if (!hours.matches("[1-9]\\d{0,2}") || Integer.parseInt(hours) > MOST_HOURS) {
      throw Refusal.badRequest(
          "The parameter " + name + " is a number from 1 to " + MOST_HOURS + ".");
    }
    return this;
  }

  /** One tag a line. */
  PlanForm lines(String name) {
    String text = Objects.requireNonNullElse(request.getParameter(name), "");
    List<String> lines = new ArrayList<>();
    text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
    if (lines.size() > MOST_TAGS || lines.stream().anyMatch(line -> line.length() > LONGEST)) {
      throw Refusal.badRequest("The parameter " + name + " has too many lines, or one too long.");
    }
    put(name, String.join("\n", lines));
    return this;
  }

  /** The days {@code from} and {@code to}, and the {@code zone} in which they are. */
  PlanForm period() {
    LocalDate from = day("from");
    LocalDate to = day("to");
    if (from.isAfter(to) || ChronoUnit.DAYS.between(from, to) > MOST_DAYS) {
      throw Refusal.badRequest(
          "The first day must not be behind the last, and at most " + MOST_DAYS + " before it.");
    }
    try {
      String zone = request.getParameter("zone");
      put("zone", ZoneId.of(zone == null || zone.isBlank() ? "UTC" : zone).getId());
    } catch (DateTimeException e) {
      throw Refusal.badRequest("There is no time zone of this name.");
    }
    return this;
  }

  private LocalDate day(String name) {
    mandatory(name);
    try {
      return LocalDate.parse(values.getOrDefault(name, ""));
    } catch (DateTimeException e) {
      throw Refusal.badRequest("The parameter " + name + " must look like 2026-11-23.");
    }
  }

  /** One of some words. */
  PlanForm choice(String name, List<String> words) {
    mandatory(name);
    if (!words.contains(values.getOrDefault(name, ""))) {
      throw Refusal.badRequest("The parameter " + name + " is one of " + words + ".");
    }
    return this;
  }

  Map<String, String> values() {
    return Map.copyOf(values);
  }

  private void put(String name, String value) {
    if (!value.isEmpty()) {
      values.put(name, value);
    }
  }
}
