// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** A text that counts how often it is looked at, to see how work grows with its length. */
public final class CountedText implements CharSequence {
  private static final int SHORT = 2_000;

  private final CharSequence text;
  private final AtomicLong looks;

  private CountedText(CharSequence text, AtomicLong looks) {
    this.text = text;
    this.looks = looks;
  }

  /**
   * Asserts that a text four times as long takes about four times the work.
   *
   * @param text makes a text of about so many characters
   */
  public static void assertLinear(IntFunction<String> text, Consumer<CharSequence> work) {
    long few = looks(text.apply(SHORT), work);
    long many = looks(text.apply(4 * SHORT), work);
    assertTrue(many <= 5 * few, () -> "a text 4 times as long: from " + few + " to " + many);
  }

  private static long looks(String text, Consumer<CharSequence> work) {
    AtomicLong looks = new AtomicLong();
    work.accept(new CountedText(text, looks));
    assertTrue(looks.get() > 0, "the text was not looked at");
    return looks.get();
  }

  @Override
  public char charAt(int index) {
    looks.incrementAndGet();
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new CountedText(text.subSequence(start, end), looks);
  }

  @Override
  public String toString() {
    looks.addAndGet(text.length());
    return text.toString();
  }
}
