// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.crypto;

import dev.smo.host.Cipher;
import dev.smo.post.Secret;
import org.apache.sling.commons.crypto.CryptoService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Cipher} on the crypto service that our package configures under the name {@code smo}. */
@Component(service = Cipher.class)
public final class CommonsCipher implements Cipher {
  private final CryptoService crypto;

  @Activate
  public CommonsCipher(@Reference(target = "(names=smo)") CryptoService crypto) {
    this.crypto = crypto;
  }

  @Override
  public String encrypt(Secret secret) {
    return crypto.encrypt(secret.open());
  }

  // The exception that Jasypt throws is not exported to us and says nothing but its name.
  @Override
  public Secret decrypt(String stored) {
    String opened;
    try {
      opened = crypto.decrypt(stored);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not encrypted with the key of this installation", e);
    }
    return Secret.of(opened);
  }
}
