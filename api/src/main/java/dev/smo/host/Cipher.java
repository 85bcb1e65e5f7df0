// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.host;

import dev.smo.post.Secret;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Encrypts the secrets of connections: an OSGi service of the host, on top of the host's own crypto
 * service and key. Without one, no secret is stored.
 */
@ConsumerType
public interface Cipher {
  /** Encrypts a secret to text that may be stored; gives another text each time. */
  String encrypt(Secret secret);

  /**
   * Opens what {@link #encrypt} made.
   *
   * @throws IllegalArgumentException the text was not encrypted with this key
   */
  Secret decrypt(String stored);
}
