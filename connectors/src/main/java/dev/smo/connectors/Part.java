// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.connector.Progress;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the posts that a delivery makes: the first, or one of its thread, which answers the one
 * before.
 *
 * @param number 1 for the first
 * @param last whether none follows
 */
public record Part(int number, Post post, boolean last) {
  /** All parts in order; only one where the post has no thread. */
  public static List<Part> all(Post post) {
    List<Part> parts = new ArrayList<>();
    int size = 1 + post.thread().size();
    parts.add(new Part(1, post, size == 1));
    for (Post next : post.thread()) {
      parts.add(new Part(parts.size() + 1, next, parts.size() + 1 == size));
    }
    return parts;
  }

  /**
   * Keeps that it is out. A post alone is not kept: the outcome says that it is out.
   *
   * @param more what later parts need of it, see {@link Progress#partDone}
   */
  public void keep(Progress progress, RemotePost post, String more) throws IOException {
    if (number > 1 || !last) {
      progress.partDone(number, post, more);
    }
  }

  /** The step of a delivery's progress that this part is. */
  public String step() {
    return "part-" + number;
  }

  /** Key of this part, made from that of its delivery. */
  public String key(String deliveryId) {
    return number == 1 ? deliveryId : deliveryId + "-" + number;
  }
}
