// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
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

  /**
   * Opens a WebSocket, sends one message, reads texts up to the last one and closes. The rules are
   * those of {@link #send}: {@code wss}, and {@code ws} where http is allowed; time-out and largest
   * size are those of all that comes back together, with some bytes more for each text.
   *
   * @param opening a GET of a {@code wss} address
   * @param last whether nothing more is to be waited for; asked of each text, in another thread
   * @return the texts in their order, the last one included
   * @throws NotSentException the message was certainly not sent, also because the server opens no
   *     WebSocket, or this client none
   * @throws IOException anything else: the server may have acted
   */
  default List<String> converse(Request opening, String message, Predicate<String> last)
      throws IOException, InterruptedException {
    throw new NotSentException(opening + ": this client opens no WebSockets");
  }
}
