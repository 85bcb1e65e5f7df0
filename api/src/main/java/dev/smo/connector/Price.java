// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import java.math.BigDecimal;
import java.util.Currency;

/** What one call costs, as the network's price list says. */
public record Price(BigDecimal amount, Currency currency) {
  /**
   * @param amount such as {@code 0.20}
   * @param currency code of ISO 4217, such as {@code USD}
   */
  public static Price of(String amount, String currency) {
    return new Price(new BigDecimal(amount), Currency.getInstance(currency));
  }
}
