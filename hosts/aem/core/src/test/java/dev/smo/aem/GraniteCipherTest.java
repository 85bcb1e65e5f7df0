// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.adobe.granite.crypto.CryptoSupport;
import dev.smo.post.Secret;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AemContextExtension.class)
class GraniteCipherTest {
  private final AemContext context = Museum.newContext();
  private GraniteCipher cipher;

  @BeforeEach
  void start() {
    CryptoSupport crypto =
        Stand.in(
            CryptoSupport.class,
            (method, arguments) -> {
              String text = arguments[0].toString();
              return switch (method) {
                case "protect" -> "{" + new StringBuilder(text).reverse() + "}";
                case "isProtected" -> text.startsWith("{");
                case "unprotect" ->
                    new StringBuilder(text.substring(1, text.length() - 1)).reverse().toString();
                default -> throw Stand.refused(method);
              };
            });
    context.registerService(CryptoSupport.class, crypto);
    cipher = context.registerInjectActivateService(new GraniteCipher());
  }

  @Test
  void opensWhatItEncrypted() {
    String stored = cipher.encrypt(Secret.of("token"));
    assertEquals("{nekot}", stored);
    assertEquals("token", cipher.decrypt(stored).open());
  }

  @Test
  void doesNotTakePlainTextForASecret() {
    assertThrows(IllegalArgumentException.class, () -> cipher.decrypt("token"));
  }
}
