// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.repository.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A walk over all posts of the ledger by their ids, leg by leg. */
public final class PostWalk {
  private static final Logger LOG = LoggerFactory.getLogger(PostWalk.class);

  /** In how many folders a record stands below each other. */
  private static final int DEPTH = 2;

  private final Repository repository;

  public PostWalk(Repository repository) {
    this.repository = repository;
  }

  /**
   * A part of the walk.
   *
   * @param unread ids of those that cannot be read
   * @param last the id to go on behind; empty: there are no more
   */
  public record Leg(List<PostRecord> posts, List<String> unread, String last) {}

  /**
   * Walks on.
   *
   * @param after id of the last post of the leg before; empty: from the beginning
   * @param most posts to read
   */
  public Leg behind(String after, int most) {
    return repository.read(
        resolver -> {
          Resource top = resolver.getResource(Ledger.POSTS);
          List<PostRecord> posts = new ArrayList<>();
          List<String> unread = new ArrayList<>();
          String last = "";
          int walked = 0;
          Stream<Resource> nodes = top == null ? Stream.empty() : below(top, after, DEPTH);
          for (Resource node : (Iterable<Resource>) nodes.limit(most)::iterator) {
            walked++;
            last = node.getName();
            read(node, posts, unread);
          }
          return new Leg(posts, unread, walked < most ? "" : last);
        });
  }

  private static Stream<Resource> below(Resource folder, String after, int depth) {
    Stream<Resource> children =
        StreamSupport.stream(folder.getChildren().spliterator(), /* parallel= */ false)
            .sorted(java.util.Comparator.comparing(Resource::getName));
    if (depth == 0) {
      return children.filter(node -> node.getName().compareTo(after) > 0);
    }
    int from = 2 * (DEPTH - depth);
    String first = after.isEmpty() ? "" : after.substring(from, from + 2);
    return children
        .filter(child -> child.getName().compareTo(first) >= 0)
        // Only in the folder of the last one some of what is there is known.
        .flatMap(child -> below(child, child.getName().equals(first) ? after : NONE, depth - 1));
  }

  /** An id before all others. */
  private static final String NONE = "";

  private static void read(Resource node, List<PostRecord> posts, List<String> unread) {
    try {
      posts.add(PostNode.readable(node));
    } catch (RuntimeException e) {
      LOG.error("Post {} cannot be read", node.getPath(), e);
      unread.add(node.getName());
    }
  }
}
