// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Bech32Test {
  private static final String NSEC =
      "nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5";
  private static final byte[] SECRET =
      HexFormat.of().parseHex("67dea2ed018072d675f5415ecfaed7d2597555e202d85b3d65ea4e58d2d92ffa");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A12UEL5L",
        "a12uel5l",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
        "?1ezyfcl"
      })
  void validTextsOfBip173AreValid(String text) {
    assertTrue(Bech32.isValid(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u007f1axkwrx",
        "pzry9x0s0muk",
        "1pzry9x0s0muk",
        "x1b4n0q5v",
        "li1dgmt3",
        "A1G7SGD8",
        "10a06t8",
        "1qzzfhee",
        "A12uEL5L"
      })
  void invalidTextsOfBip173AreInvalid(String text) {
    assertFalse(Bech32.isValid(text));
  }

  @Test
  void keysReadAsInNip19() {
    assertArrayEquals(SECRET, Bech32.decode("nsec", NSEC).orElseThrow());
    assertEquals(NSEC, Bech32.encode("nsec", SECRET));
    assertEquals(
        "npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg",
        KeyPair.npub("7e7e9c42a91bfef19fa929e5fda1b72e0ebc1a4c1141673e2794234d86addf4e"));
  }

  @Test
  void aKeyOfAnotherKindOrWithAWrongSignIsNone() {
    assertTrue(Bech32.decode("npub", NSEC).isEmpty());
    assertTrue(Bech32.decode("nsec", NSEC.replace("vl0", "vl9")).isEmpty());
    assertTrue(Bech32.decode("nsec", "").isEmpty());
  }
}
