// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The vectors are those of BIP-340, under its BSD-2-Clause licence. */
class SchnorrTest {
  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @ParameterizedTest(name = "{0} {7}")
  @CsvFileSource(resources = "bip-0340.csv", numLinesToSkip = 1, emptyValue = "")
  void signsAndVerifiesAsTheSpecificationSays(
      int index,
      String secret,
      String owner,
      String random,
      String message,
      String signature,
      String valid) {
    boolean expected = Boolean.parseBoolean(valid.toLowerCase(Locale.ROOT));
    assertEquals(expected, Schnorr.verify(bytes(owner), bytes(message), bytes(signature)));
    if (secret != null) {
      assertEquals(owner, upper(Schnorr.publicKey(bytes(secret))));
      assertEquals(signature, upper(Schnorr.sign(bytes(secret), bytes(message), bytes(random))));
    }
  }

  private static String upper(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
