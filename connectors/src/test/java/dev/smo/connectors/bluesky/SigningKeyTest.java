// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.post.Secret;
import dev.smo.testkit.SignedToken;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Test
  void whatAKeySignsIsItsOwnAndNobodyElses() {
    SigningKey key = SigningKey.generate();
    SignedToken token = SignedToken.of(key.sign(object().put("typ", "x"), object().put("a", 1)));
    assertTrue(token.isSignedBy(key.open()), "not signed by the key");
    assertFalse(token.isSignedBy(SigningKey.generate().open()), "signed by any key");
    assertEquals("{\"typ\":\"x\",\"alg\":\"ES256\"}", token.header().toString());
  }

  @Test
  void aKeyThatWasKeptIsTheSame() {
    // Of many keys some have coordinates that begin with zeros.
    for (int i = 0; i < 600; i++) {
      SigningKey key = SigningKey.generate();
      assertEquals(43, key.open().path("x").asText().length());
      assertEquals(43, key.open().path("y").asText().length());
      if (i % 60 == 0) {
        SigningKey same = SigningKey.of(Secret.of(key.keep().open()));
        SignedToken token = SignedToken.of(same.sign(object(), object()));
        assertTrue(token.isSignedBy(key.open()), "another key");
      }
    }
  }

  @Test
  void itsNameIsThatOfTheStandard() {
    SigningKey key = SigningKey.generate();
    assertEquals(SignedToken.thumbprint(key.open()), key.thumbprint());
    assertEquals(32, Base64.getUrlDecoder().decode(key.thumbprint()).length);
  }

  @Test
  void neitherTheOpenPartNorItsWordsHoldTheKey() {
    SigningKey key = SigningKey.generate();
    assertFalse(key.open().has("d"), "the open part holds the key");
    assertEquals("SigningKey", key.toString());
  }
}
