// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.post;

/**
 * A password or token, wrapped so that it cannot slip into a log, an exception text or JSON. Only
 * {@link #open()} gives it away; call that where the value goes onto the wire and nowhere else.
 */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  public String open() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
