// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one HTTP client for every address that a person can set: instances, PDS, web hooks, pictures,
 * the gate. It speaks https unless the operator allows otherwise, refuses hosts that resolve to
 * private ranges unless allowed, checks every redirect again, and caps time and size. It never
 * repeats a request by itself.
 */
@ProviderType
public interface Outbound {
  /**
   * Sends the request and reads the whole answer, whatever its status.
   *
   * @throws NotSentException certainly nothing reached the server: refused by our rules, unknown
   *     host, connection refused
   * @throws IOException anything else, such as a time-out or a cut-off answer: the server may have
   *     acted
   */
  Answer send(Request request) throws IOException, InterruptedException;
}
