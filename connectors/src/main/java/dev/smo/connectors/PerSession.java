// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a network said of the account of a connection, which holds for as long as the secret does
 * with which it was asked. Some networks charge for the question.
 */
public final class PerSession<T> {
  private final Map<String, Known<T>> known = new ConcurrentHashMap<>();

  private record Known<T>(Secret secret, T said) {}

  /** What is kept of this session; empty where the network must be asked. */
  public Optional<T> of(Connection connection, Secret secret) {
    return Optional.ofNullable(known.get(connection.id()))
        .filter(one -> one.secret().open().equals(secret.open()))
        .map(Known::said);
  }

  /** Keeps what the network said, in place of what it said in an earlier session. */
  public T keep(Connection connection, Secret secret, T said) {
    known.put(connection.id(), new Known<>(secret, said));
    return said;
  }
}
