// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jetbrains.annotations.Nullable;

/**
 * One thing that people are asked for: of a connection, of a post, or of an application. All words
 * are English and keys of the network's {@link Network#word translations}. Immutable; made by
 * {@link #of} and the methods that give a changed copy.
 */
public final class Field {
  /** How a value is entered and what it is. Values are text in all kinds. */
  public enum Kind {
    TEXT,
    /** Several lines. */
    LONG_TEXT,
    /** An absolute address of http or https. */
    URL,
    /** A whole number. */
    NUMBER,
    /** {@code true} or {@code false}. */
    SWITCH,
    /** One of {@link Field#choices()}. */
    CHOICE,
    /** Stored encrypted, and never shown again. */
    SECRET
  }

  /**
   * One of the values of a choice.
   *
   * @param value what is stored
   * @param label what people see
   */
  public record Choice(String value, String label) {}

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,62}");
  private static final int LONGEST = 10_000;

  private final Kind kind;
  private final String name;
  private final String label;
  private final String help;
  private final String placeholder;
  private final String defaultValue;
  private final boolean mandatory;
  private final @Nullable Pattern pattern;
  private final List<Choice> choices;
  private final boolean loaded;

  private Field(Draft draft) {
    kind = draft.kind;
    name = draft.name;
    label = draft.label;
    help = draft.help;
    placeholder = draft.placeholder;
    defaultValue = draft.defaultValue;
    mandatory = draft.mandatory;
    pattern = draft.pattern;
    choices = draft.choices;
    loaded = draft.loaded;
  }

  /**
   * @param name under which the value is kept: letters and digits
   * @throws IllegalArgumentException the name is none
   */
  public static Field of(Kind kind, String name, String label) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("A field's name has letters and digits only: " + name);
    }
    return new Field(new Draft(kind, name, label));
  }

  public Field help(String sentence) {
    Draft draft = new Draft(this);
    draft.help = sentence;
    return new Field(draft);
  }

  /** An example that is shown while nothing is entered. */
  public Field placeholder(String example) {
    Draft draft = new Draft(this);
    draft.placeholder = example;
    return new Field(draft);
  }

  /** What counts where nothing is entered. */
  public Field byDefault(String value) {
    Draft draft = new Draft(this);
    draft.defaultValue = value;
    return new Field(draft);
  }

  public Field required() {
    Draft draft = new Draft(this);
    draft.mandatory = true;
    return new Field(draft);
  }

  /**
   * What the whole value must look like. It is matched against what strangers to the plugin enter,
   * so it must need linear time.
   */
  public Field pattern(Pattern regex) {
    Draft draft = new Draft(this);
    draft.pattern = regex;
    return new Field(draft);
  }

  /** Of a choice: what there is to choose from. */
  public Field choices(Choice... values) {
    Draft draft = new Draft(this);
    draft.choices = List.of(values);
    return new Field(draft);
  }

  /** Of a choice: the values come from the network itself, by {@link Choices}. */
  public Field loaded() {
    Draft draft = new Draft(this);
    draft.loaded = true;
    return new Field(draft);
  }

  public Kind kind() {
    return kind;
  }

  public String name() {
    return name;
  }

  public String label() {
    return label;
  }

  /** A sentence that says what to enter and where to find it, or empty. */
  public String help() {
    return help;
  }

  public String placeholder() {
    return placeholder;
  }

  public String defaultValue() {
    return defaultValue;
  }

  public boolean mandatory() {
    return mandatory;
  }

  public Optional<Pattern> pattern() {
    return Optional.ofNullable(pattern);
  }

  public List<Choice> choices() {
    return choices;
  }

  /** Whether the values of a choice are asked of the network. */
  public boolean isLoaded() {
    return loaded;
  }

  public boolean secret() {
    return kind == Kind.SECRET;
  }

  /**
   * What is wrong with a value, as a sentence for people that names the field and never repeats the
   * value, which may be a secret; empty where nothing is.
   *
   * @param value what was entered; null or empty where nothing was
   */
  public Optional<String> problem(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return mandatory && defaultValue.isEmpty()
          ? Optional.of(label + " is missing.")
          : Optional.empty();
    }
    if (value.length() > LONGEST) {
      return Optional.of(label + " is longer than " + LONGEST + " characters.");
    }
    if (kind != Kind.LONG_TEXT && value.chars().anyMatch(Character::isISOControl)) {
      return Optional.of(label + " has a line break or another control character in it.");
    }
    return wrong(value) ? Optional.of(complaint()) : Optional.empty();
  }

  private boolean wrong(String value) {
    boolean form =
        switch (kind) {
          case URL -> isAddress(value);
          case NUMBER -> value.matches("-?\\d{1,18}");
          case SWITCH -> value.equals("true") || value.equals("false");
          case CHOICE ->
              loaded || choices.stream().anyMatch(choice -> choice.value().equals(value));
          default -> true;
        };
    return !form || (pattern != null && !pattern.matcher(value).matches());
  }

  private String complaint() {
    String example = placeholder.isEmpty() ? "" : ", such as " + placeholder;
    return switch (kind) {
      case URL -> label + " must be an address that begins with https://" + example + ".";
      case NUMBER -> label + " must be a whole number" + example + ".";
      case SWITCH -> label + " is either true or false.";
      case CHOICE -> label + " must be one of the values that there are to choose from.";
      default ->
          label + " does not look right" + example + "." + (help.isEmpty() ? "" : " " + help);
    };
  }

  private static boolean isAddress(String value) {
    try {
      URI uri = new URI(value);
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null && uri.getUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "Field[" + name + "]";
  }

  private static final class Draft {
    final Kind kind;
    final String name;
    final String label;
    String help = "";
    String placeholder = "";
    String defaultValue = "";
    boolean mandatory;
    @Nullable Pattern pattern;
    List<Choice> choices = List.of();
    boolean loaded;

    Draft(Kind kind, String name, String label) {
      this.kind = kind;
      this.name = name;
      this.label = label;
    }

    Draft(Field field) {
      this(field.kind, field.name, field.label);
      help = field.help;
      placeholder = field.placeholder;
      defaultValue = field.defaultValue;
      mandatory = field.mandatory;
      pattern = field.pattern;
      choices = field.choices;
      loaded = field.loaded;
    }
  }
}
