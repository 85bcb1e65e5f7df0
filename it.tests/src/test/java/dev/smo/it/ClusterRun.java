// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import dev.smo.testkit.Executed;
import dev.smo.testkit.mastodon.FakeMastodon;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Pages that are published on all nodes in turns, while one after the other is killed and started
 * again, and the database is cut off.
 */
final class ClusterRun {
  static final String CONNECTION = "it-cluster";

  private static final Duration LONGEST = Duration.ofMinutes(12);

  private final Cluster cluster;
  private final FakeMastodon network;
  private final TestSite site;
  private final List<String> pages = new ArrayList<>();
  private int kills;

  /** The node that was killed last. */
  private int killed;

  private CompletableFuture<Void> repair = CompletableFuture.completedFuture(null);

  /**
   * What came of it.
   *
   * @param duplicates posts beyond the first of a page, as the network shows them
   * @param lost pages without a post
   * @param waiting posts about which a person must decide
   * @param slowest the longest time from the last publication to a post, after the kill
   */
  record Table(int planned, int sent, int duplicates, int lost, int waiting, Duration slowest) {
    @Override
    public String toString() {
      return "planned / sent / duplicates / lost / waiting for a person: %d / %d / %d / %d / %d, all out %d s after the last was published"
          .formatted(planned, sent, duplicates, lost, waiting, slowest.toSeconds());
    }
  }

  ClusterRun(Cluster cluster, FakeMastodon network) {
    this.cluster = cluster;
    this.network = network;
    Map<String, String> policy =
        Map.of(
            "connections[0]", CONNECTION,
            "settleSeconds", "2",
            "settleSeconds@TypeHint", "Long",
            "burstLimit", "0",
            "burstLimit@TypeHint", "Long");
    site = cluster.node(1).site("cluster", policy);
    String address = cluster.address().uri(site.path()).toString();
    cluster.node(1).write(site.path(), Map.of("sling:url", address));
  }

  /** Publishes pages on whichever nodes are there. */
  void publish(int count) {
    for (int i = 0; i < count; i++) {
      int number = pages.size();
      Cms node = living(number);
      String page = site.path() + "/page-" + number;
      pages.add(page);
      String title = title(number);
      // While a killed node counts as alive, what touches its last changes waits; people try again.
      Eventually.see(
          "way to publish " + page,
          Duration.ofMinutes(5),
          () -> published(node, page, title),
          done -> done);
    }
  }

  /** A node that is there; each number is another one, as long as there are others. */
  private Cms living(int number) {
    boolean all = repair.isDone();
    return cluster.node(all ? number : killed + 1 + number % (cluster.size() - 1));
  }

  private static boolean published(Cms node, String page, String title) {
    Map<String, String> form =
        Map.of(
            "jcr:primaryType", "sling:Page",
            "jcr:content/jcr:primaryType", "nt:unstructured",
            "jcr:content/sling:resourceType", TestSite.PAGE_TYPE,
            "jcr:content/jcr:title", title,
            "jcr:content/sling:published", "false",
            "jcr:content/sling:published@TypeHint", "Boolean");
    try {
      node.write(page, form);
      node.publish(page);
      return true;
    } catch (UncheckedIOException | AssertionError e) {
      System.out.println("tried again: " + page + ", because of " + e.getMessage());
      return false;
    }
  }

  private static String title(int number) {
    return "Cluster page number " + number + ".";
  }

  /**
   * Kills one node after the other, never two at a time, and starts it again meanwhile. The first
   * is the leader, and so is each next one: who was there longest leads.
   */
  void kill() {
    killed = kills % cluster.size();
    kills++;
    SlingCms server = cluster.node(killed).server();
    server.kill();
    repair = CompletableFuture.runAsync(server::start);
  }

  /** Waits until the killed node is back. */
  void whole() {
    repair.join();
  }

  /** Cuts the database off, with a publication under way, which goes through in the end. */
  void cut(Duration time) {
    cluster.database().suspend();
    Instant end = Instant.now().plus(time);
    CompletableFuture<Void> back =
        CompletableFuture.runAsync(
            () -> {
              Eventually.see("end", time.plusSeconds(90), Instant::now, end::isBefore);
              cluster.database().resume();
            });
    publish(1);
    back.join();
  }

  /** Waits for all posts. */
  Table result() {
    Instant published = Instant.now();
    Eventually.see(
        "posts of all pages", LONGEST, this::out, titles -> titles.size() >= pages.size());
    Duration slowest = Duration.between(published, Instant.now());
    List<Executed> posts = network.posts();
    int sent = out().size();
    int waiting = count("NEEDS_ATTENTION");
    Eventually.see("records that say so", () -> count("SENT"), found -> found >= pages.size());
    return new Table(
        pages.size(), sent, posts.size() - sent, pages.size() - sent, waiting, slowest);
  }

  private int count(String state) {
    return (int)
        pages.stream()
            .flatMap(page -> living(1).posts(page).stream())
            .filter(post -> post.path("state").asText().equals(state))
            .count();
  }

  private Set<Integer> out() {
    Set<Integer> out = new HashSet<>();
    for (Executed post : network.posts()) {
      for (int i = 0; i < pages.size(); i++) {
        if (post.text().contains(title(i))) {
          out.add(i);
        }
      }
    }
    return out;
  }
}
