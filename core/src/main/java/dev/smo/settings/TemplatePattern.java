// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.settings;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression for paths of templates, as people write it into settings. Some take longer
 * than anybody waits, because they repeat what repeats; such a one is given up and counts as wrong.
 */
public final class TemplatePattern {
  /** How often a path is looked at; honest ones need a few looks a letter. */
  private static final int MOST_LOOKS = 100_000;

  private final Pattern pattern;

  private TemplatePattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * @throws PatternSyntaxException it is no regular expression
   */
  public static TemplatePattern of(String written) {
    return new TemplatePattern(Pattern.compile(written));
  }

  /**
   * Whether it means all of a path.
   *
   * @throws PatternSyntaxException it takes too long
   */
  public boolean matches(String path) {
    return pattern.matcher(new Looks(path, pattern.pattern())).matches();
  }

  /** A text that can be looked at so often. */
  private static final class Looks implements CharSequence {
    private final String text;
    private final String pattern;
    private int left = MOST_LOOKS;

    Looks(String text, String pattern) {
      this.text = text;
      this.pattern = pattern;
    }

    @Override
    public char charAt(int index) {
      left--;
      if (left < 0) {
        throw new PatternSyntaxException(
            "It takes too long. Write it without a repetition in a repetition", pattern, -1);
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
