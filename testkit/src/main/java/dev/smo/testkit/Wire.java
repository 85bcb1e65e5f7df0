// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import java.io.IOException;

/** What an answer goes out on. */
interface Wire {
  /** Writes an answer, or only the first bytes of its body. */
  void write(FakeResponse reply, int bodyBytes) throws IOException;

  default void send(FakeResponse reply) throws IOException {
    write(reply, reply.body().length);
  }
}
