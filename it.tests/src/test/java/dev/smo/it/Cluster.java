// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** Two nodes of Sling CMS on one database, and one address in front of both. */
final class Cluster implements AutoCloseable {
  private final Postgres database;
  private final List<Cms> nodes;
  private final Balancer balancer;

  private Cluster(Postgres database, List<SlingCms> servers) {
    this.database = database;
    this.nodes = servers.stream().map(Cms::new).toList();
    this.balancer = new Balancer(servers);
  }

  static Cluster start() {
    Postgres database = Postgres.start();
    ClusterFeature feature = ClusterFeature.on(database.url());
    List<SlingCms> servers =
        List.of(
            SlingCms.node("cluster-1", feature.environment()),
            SlingCms.node("cluster-2", feature.environment()));
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
