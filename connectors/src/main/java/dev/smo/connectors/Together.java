// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.post.RemotePost;
import java.util.ArrayList;
import java.util.List;

/** Ids of posts that are asked for together. */
public final class Together {
  private Together() {}

  /**
   * The ids of posts, in lists as long as a network takes them in one call.
   *
   * @param most as many
   */
  public static List<List<String>> ids(List<RemotePost> posts, int most) {
    List<String> ids = posts.stream().map(RemotePost::id).distinct().toList();
    List<List<String>> lists = new ArrayList<>();
    for (int i = 0; i < ids.size(); i += most) {
      lists.add(ids.subList(i, Math.min(ids.size(), i + most)));
    }
    return lists;
  }
}
