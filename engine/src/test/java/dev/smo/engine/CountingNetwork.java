// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A toy network that knows which post of ours it shows, and how often it got each. */
final class CountingNetwork extends ToyNetwork {
  private final Map<String, List<String>> executed = new HashMap<>();
  private final Map<String, String> shown = new HashMap<>();
  private final Set<String> gone = new HashSet<>();

  @Override
  public synchronized RemotePost execute(Delivery delivery) {
    RemotePost post = super.execute(delivery);
    executed.computeIfAbsent(delivery.id(), id -> new ArrayList<>()).add(delivery.post().text());
    shown.put(post.id(), delivery.id());
    return post;
  }

  @Override
  public synchronized Outcome retract(RemotePost post, Connection connection) {
    gone.add(post.id());
    return super.retract(post, connection);
  }

  /** The words of a post, once for each time it was posted. */
  synchronized List<String> executed(String id) {
    return executed.getOrDefault(id, List.of());
  }

  /** Whether people see a post. */
  synchronized boolean has(String id) {
    return shown.entrySet().stream()
        .anyMatch(post -> post.getValue().equals(id) && !gone.contains(post.getKey()));
  }
}
