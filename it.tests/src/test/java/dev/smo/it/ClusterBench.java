// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.smo.testkit.mastodon.FakeMastodon;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Nodes of Sling CMS on one PostgreSQL, two or as many as are asked for; {@code ./smo bench} runs
 * it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterBench {
  private static final String TOKEN = "token-of-the-cluster";
  private static final Pattern VERSION = Pattern.compile("share\\.css\\?v=(\\w+)");
  private static final String SAMPLE = "/content/smo-sample/en/articles/borrow-a-tomato.html";

  private static final int NODES = Integer.getInteger("smo.cluster.nodes", 2);

  private static Cluster cluster;
  private static FakeMastodon network;

  @BeforeAll
  static void start() {
    network = new FakeMastodon(0, TOKEN, 500, Clock.systemUTC());
    cluster = Cluster.start(NODES);
    // Typed in on one node; the others have to open it as well.
    cluster
        .node(0)
        .connect(
            Map.of(
                "id",
                ClusterRun.CONNECTION,
                "network",
                "mastodon",
                "endpoint",
                network.uri().toString(),
                "secrets.token",
                TOKEN));
  }

  @AfterAll
  static void end() {
    try (FakeMastodon ends = network) {
      if (cluster != null) {
        cluster.close();
      }
    }
  }

  /**
   * Last, as nodes are killed. Long with {@code -Dsmo.cluster.pages=500 -Dsmo.cluster.kills=5
   * -Dsmo.cluster.cut=20}, and with three nodes with {@code -Dsmo.cluster.nodes=3}.
   */
  @Test
  @Order(3)
  void eachPageIsPostedOnceThoughANodeIsKilledAndTheDatabaseCutOff() {
    int kills = Integer.getInteger("smo.cluster.kills", 1);
    int share = Integer.getInteger("smo.cluster.pages", 40) / (2 * kills + 2);
    int cuts = Math.min(2, kills);
    Duration cut = Duration.ofSeconds(Integer.getInteger("smo.cluster.cut", 5));
    ClusterRun run = new ClusterRun(cluster, network);
    run.publish(share);
    for (int i = 0; i < kills; i++) {
      if (i < cuts) {
        run.cut(cut);
      }
      run.publish(share);
      run.kill();
      run.publish(share);
      run.whole();
    }
    run.publish(share);

    ClusterRun.Table table = run.result();
    System.out.println(NODES + " nodes, killed " + kills + " times: " + table);
    Figures.print(
        "cluster",
        Map.of(
            "nodes", NODES,
            "kills", kills,
            "planned", table.planned(),
            "sent", table.sent(),
            "duplicates", table.duplicates(),
            "lost", table.lost(),
            "waiting", table.waiting()));
    assertEquals(table.planned(), table.sent(), table::toString);
    assertEquals(0, table.duplicates(), table::toString);
    assertEquals(0, table.waiting(), table::toString);
  }

  @Test
  @Order(1)
  void aConnectionThatWasTypedInOnOneNodeIsOpenedByTheOthers() {
    for (int i = 0; i < NODES; i++) {
      Cms node = cluster.node(i);
      // A node sees what another one wrote about a second later.
      var card =
          Eventually.see(
              "connection on node " + i,
              () -> node.admin().json(node.uri("/bin/smo/connections")),
              seen -> seen.findValuesAsText("id").contains(ClusterRun.CONNECTION));
      for (var connection : card.path("connections")) {
        assertNotEquals("locked", connection.path("lane").path("state").asText(), card::toString);
      }
      var tested =
          node.change(
              "/bin/smo/connections", Map.of("action", "test", "id", ClusterRun.CONNECTION));
      assertEquals("valid", Http.parse(tested.body()).path("result").asText(), tested.body());
    }
  }

  @Test
  @Order(2)
  void aStyleSheetThatChangesOnOneNodeHasItsNewVersionOnAll() {
    String before = version(0);
    for (int i = 1; i < NODES; i++) {
      assertEquals(before, version(i), "version on node " + i);
    }
    cluster
        .node(0)
        .write(
            "/static/clientlibs/smo/share.css/jcr:content",
            Map.of("jcr:data", ".cmp-smo-share { color: teal }"));

    String after = Eventually.see("new version", () -> version(0), now -> !now.equals(before));
    for (int i = 1; i < NODES; i++) {
      int node = i;
      Eventually.see("new version on node " + node, () -> version(node), after::equals);
    }
  }

  private static String version(int node) {
    Matcher found = VERSION.matcher(cluster.node(node).visit(SAMPLE).body());
    return found.find() ? found.group(1) : "";
  }
}
