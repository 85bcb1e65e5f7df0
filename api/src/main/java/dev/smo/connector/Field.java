// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

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

  private final Kind kind;
  private final String name;
  private final String label;
  private String help = "";
  private String placeholder = "";
  private String defaultValue = "";
  private boolean mandatory;
  private @Nullable Pattern pattern;
  private List<Choice> choices = List.of();
  private boolean loaded;

  private Field(Kind kind, String name, String label) {
    this.kind = kind;
    this.name = name;
    this.label = label;
  }

  private Field(Field other) {
    this(other.kind, other.name, other.label);
    help = other.help;
    placeholder = other.placeholder;
    defaultValue = other.defaultValue;
    mandatory = other.mandatory;
    pattern = other.pattern;
    choices = other.choices;
    loaded = other.loaded;
  }

  /**
   * @param name under which the value is kept: letters and digits
   * @throws IllegalArgumentException the name is none
   */
  public static Field of(Kind kind, String name, String label) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("A field's name has letters and digits only: " + name);
    }
    return new Field(kind, name, label);
  }

  public Field help(String sentence) {
    Field changed = new Field(this);
    changed.help = sentence;
    return changed;
  }

  /** An example that is shown while nothing is entered. */
  public Field placeholder(String example) {
    Field changed = new Field(this);
    changed.placeholder = example;
    return changed;
  }

  /** What counts where nothing is entered. */
  public Field byDefault(String value) {
    Field changed = new Field(this);
    changed.defaultValue = value;
    return changed;
  }

  public Field required() {
    Field changed = new Field(this);
    changed.mandatory = true;
    return changed;
  }

  /**
   * What the whole value must look like. It is matched against what strangers to the plugin enter,
   * so it must need linear time.
   */
  public Field pattern(Pattern regex) {
    Field changed = new Field(this);
    changed.pattern = regex;
    return changed;
  }

  /** Of a choice: what there is to choose from. */
  public Field choices(Choice... values) {
    Field changed = new Field(this);
    changed.choices = List.of(values);
    return changed;
  }

  /** Of a choice: the values come from the network itself, by {@link Choices}. */
  public Field loaded() {
    Field changed = new Field(this);
    changed.loaded = true;
    return changed;
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

  @Override
  public String toString() {
    return "Field[" + name + "]";
  }
}
