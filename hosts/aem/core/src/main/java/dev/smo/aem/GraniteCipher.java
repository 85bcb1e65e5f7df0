// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.adobe.granite.crypto.CryptoException;
import com.adobe.granite.crypto.CryptoSupport;
import dev.smo.host.Cipher;
import dev.smo.post.Secret;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Reference;
import org.apache.felix.scr.annotations.Service;

/** Encrypts with the key of the AEM installation, which all its instances must share. */
@Component
@Service(Cipher.class)
public final class GraniteCipher implements Cipher {
  @Reference private CryptoSupport crypto;

  @Override
  public String encrypt(Secret secret) {
    try {
      return crypto.protect(secret.open());
    } catch (CryptoException e) {
      throw new IllegalStateException("AEM's crypto support cannot encrypt", e);
    }
  }

  @Override
  public Secret decrypt(String stored) {
    try {
      if (crypto.isProtected(stored)) {
        return Secret.of(crypto.unprotect(stored));
      }
    } catch (CryptoException e) {
      throw new IllegalArgumentException("not encrypted with the key of this installation", e);
    }
    throw new IllegalArgumentException("not encrypted by AEM's crypto support");
  }
}
