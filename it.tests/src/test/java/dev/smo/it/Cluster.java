// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;

/** Nodes of Sling CMS on one database, and one address in front of them all. */
final class Cluster implements AutoCloseable {
  private final Postgres database;
  private final List<Cms> nodes;
  private final Balancer balancer;

  private Cluster(Postgres database, List<SlingCms> servers) {
    this.database = database;
    this.nodes = servers.stream().map(Cms::new).toList();
    this.balancer = new Balancer(servers);
  }

  /**
   * Starts one after the other.
   *
   * @param size number of nodes, two or more
   */
  static Cluster start(int size) {
    Postgres database = Postgres.start();
    ClusterFeature feature = ClusterFeature.on(database.url());
    List<SlingCms> servers =
        IntStream.rangeClosed(1, size)
            .mapToObj(number -> SlingCms.node("cluster-" + number, feature.environment()))
            .toList();
    Cluster cluster = new Cluster(database, servers);
    try {
      for (SlingCms server : servers) {
        looksOften(server);
        server.start();
      }
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** What events were lost is found within seconds instead of minutes. */
  private static void looksOften(SlingCms server) {
    try {
      Files.writeString(
          server.install().resolve("dev.smo.syndication.CatchUp.cfg.json"),
          "{\"scheduler.period\": 15}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Cms node(int number) {
    return nodes.get(number % nodes.size());
  }

  int size() {
    return nodes.size();
  }

  Postgres database() {
    return database;
  }

  Balancer address() {
    return balancer;
  }

  @Override
  public void close() {
    try (database;
        balancer) {
      nodes.forEach(node -> node.server().close());
    }
  }
}
