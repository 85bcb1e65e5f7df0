// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.metadata.MetaDataMap;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;

/**
 * Arguments of a workflow step: properties of its dialog, each by its name, or {@code key=value} in
 * the line of arguments that AEM gives every process step, with commas or lines between. A property
 * of the dialog wins.
 */
public final class StepArguments {
  static final String CONNECTIONS = "connections";
  static final String DELAY = "delay";
  static final String TEXT = "text";
  static final String APPROVAL = "approval";
  static final String TIMEOUT = "timeout";

  private static final String LINE = "PROCESS_ARGS";
  private static final List<String> KEYS = List.of(CONNECTIONS, DELAY, TEXT, APPROVAL, TIMEOUT);
  private static final Pattern SEPARATORS = Pattern.compile("[\\s,]+");
  private static final Pattern MINUTES = Pattern.compile("\\d{1,7}");

  private final Map<String, String> values;

  private StepArguments(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the arguments of steps about posts.
   *
   * @throws WorkflowException says which one is not known
   */
  static StepArguments of(MetaDataMap map) throws WorkflowException {
    return of(map, KEYS);
  }

  /**
   * Reads the arguments of a step.
   *
   * @param keys those it has; a line without any means the first
   * @throws WorkflowException says which one is not known
   */
  public static StepArguments of(MetaDataMap map, List<String> keys) throws WorkflowException {
    Map<String, String> values = new LinkedHashMap<>();
    String breaks = "\\R|,(?=\\s*(?:" + String.join("|", keys) + ")\\s*=)";
    for (String part : text(map.get(LINE)).split(breaks)) {
      if (!part.isBlank()) {
        put(values, part.strip(), keys);
      }
    }
    for (String key : keys) {
      String value = text(map.get(key));
      if (!value.isBlank()) {
        values.put(key, value.strip());
      }
    }
    return new StepArguments(values);
  }

  private static void put(Map<String, String> values, String part, List<String> keys)
      throws WorkflowException {
    int equals = part.indexOf('=');
    String key = equals < 0 ? keys.get(0) : part.substring(0, equals).strip();
    if (!keys.contains(key)) {
      throw new WorkflowException(
          "There is no argument '" + key + "'; there are " + String.join(", ", keys) + ".");
    }
    values.merge(key, part.substring(equals + 1).strip(), (one, two) -> one + "," + two);
  }

  private static String text(@Nullable Object value) {
    return value instanceof Object[] many
        ? String.join(",", Stream.of(many).map(String::valueOf).toList())
        : value == null ? "" : value.toString();
  }

  List<String> connections() {
    return SEPARATORS
        .splitAsStream(values.getOrDefault(CONNECTIONS, ""))
        .filter(id -> !id.isEmpty())
        .toList();
  }

  String text() {
    return text(TEXT, "");
  }

  public String text(String key, String absent) {
    return values.getOrDefault(key, absent);
  }

  /**
   * Yes or no.
   *
   * @throws WorkflowException it is neither {@code true} nor {@code false}
   */
  public boolean flag(String key, boolean absent) throws WorkflowException {
    String value = text(key, String.valueOf(absent));
    if (!value.equals("true") && !value.equals("false")) {
      throw new WorkflowException("'" + key + "' is true or false, not '" + value + "'.");
    }
    return value.equals("true");
  }

  /**
   * A length of time: ISO 8601, such as {@code PT2H30M} or {@code P1D}, or whole minutes.
   *
   * @throws WorkflowException it is neither
   */
  Duration duration(String key, Duration absent) throws WorkflowException {
    String value = values.getOrDefault(key, "");
    if (value.isEmpty()) {
      return absent;
    }
    try {
      Duration read =
          MINUTES.matcher(value).matches()
              ? Duration.ofMinutes(Long.parseLong(value))
              : Duration.parse(value);
      if (!read.isNegative()) {
        return read;
      }
    } catch (DateTimeParseException e) {
      throw new WorkflowException(unreadable(key, value), e);
    }
    throw new WorkflowException(unreadable(key, value));
  }

  private static String unreadable(String key, String value) {
    return "'" + key + "' is a time such as PT2H30M or P1D, or whole minutes, not '" + value + "'.";
  }
}
