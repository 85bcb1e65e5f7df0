// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads iCalendar as RFC 5545 has it, and takes nothing that it does not allow. */
record StrictCalendar(Map<String, String> properties, List<Map<String, String>> events) {
  private static final Set<String> TEXTS =
      Set.of("SUMMARY", "DESCRIPTION", "CATEGORIES", "X-WR-CALNAME");
  private static final Set<String> MANDATORY = Set.of("UID", "DTSTAMP", "DTSTART");

  static StrictCalendar parse(String text) {
    assertTrue(text.endsWith("\r\n"), "the last line ends");
    assertTrue(!text.replace("\r\n", "").matches("(?s).*[\r\n].*"), "lines end in CRLF only");
    StrictCalendar calendar = new StrictCalendar(new HashMap<>(), new ArrayList<>());
    Deque<String> open = new ArrayDeque<>();
    for (String line : unfolded(text)) {
      calendar.take(line, open);
    }
    assertTrue(open.isEmpty(), "all that begins ends");
    assertEquals("2.0", calendar.property("VERSION"));
    assertTrue(calendar.properties.containsKey("PRODID"), "a calendar names its maker");
    for (Map<String, String> event : calendar.events) {
      assertTrue(event.keySet().containsAll(MANDATORY), "missing in " + event.keySet());
    }
    return calendar;
  }

  String property(String name) {
    return properties.getOrDefault(name, "");
  }

  private static List<String> unfolded(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\r\n", -1)) {
      assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 75, "too long: " + line);
      if (line.startsWith(" ")) {
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + line.substring(1));
      } else if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private void take(String line, Deque<String> open) {
    int colon = line.indexOf(':');
    assertTrue(colon > 0, "no name: " + line);
    String name = line.substring(0, colon).split(";")[0];
    String value = line.substring(colon + 1);
    assertTrue(name.matches("[A-Z0-9-]+"), "no name: " + name);
    if (name.equals("BEGIN")) {
      assertEquals(open.isEmpty() ? "VCALENDAR" : "VEVENT", value);
      open.push(value);
      if (value.equals("VEVENT")) {
        events.add(new HashMap<>());
      }
    } else if (name.equals("END")) {
      assertEquals(open.pop(), value);
    } else {
      Map<String, String> here =
          "VEVENT".equals(open.peek()) ? events.get(events.size() - 1) : properties;
      assertEquals(null, here.put(name, TEXTS.contains(name) ? text(value) : value), name);
    }
  }

  private static String text(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      assertTrue(c != ';' && c != ',', "not escaped: " + value);
      if (c == '\\') {
        char next = value.charAt(++i);
        assertTrue("\\;,nN".indexOf(next) >= 0, "no escape: " + value);
        text.append(next == 'n' || next == 'N' ? '\n' : next);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
