// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.schedule;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;

/**
 * What a connection may spend in a month: {@code 20 USD}.
 *
 * @param most not negative
 * @param currency as in the price list of its network
 */
public record Budget(BigDecimal most, Currency currency) {
  private static final int DIGITS = 12;

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException says what is right
   */
  public static Budget parse(String text) {
    String[] words = text.strip().split("\\s+");
    try {
      if (words.length == 2 && words[0].length() <= DIGITS && words[0].matches("[0-9.]+")) {
        return new Budget(
            new BigDecimal(words[0]), Currency.getInstance(words[1].toUpperCase(Locale.ROOT)));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(wrong(text), e);
    }
    throw new IllegalArgumentException(wrong(text));
  }

  /**
   * What a price takes of it.
   *
   * @param price as written like a budget; empty, or in another currency: nothing, as nobody can
   *     compare it
   */
  public BigDecimal of(String price) {
    if (price.isEmpty()) {
      return BigDecimal.ZERO;
    }
    Budget one = parse(price);
    return one.currency().equals(currency) ? one.most() : BigDecimal.ZERO;
  }

  private static String wrong(String text) {
    return "\""
        + text.strip()
        + "\" is no budget. Write an amount and the currency of the network's prices, such as 20"
        + " USD.";
  }

  @Override
  public String toString() {
    return most.toPlainString() + " " + currency.getCurrencyCode();
  }
}
