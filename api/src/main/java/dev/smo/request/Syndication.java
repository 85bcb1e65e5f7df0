// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.request;

import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Plans posts for whoever needs the answer, such as a step of a workflow: an OSGi service. It does
 * what the job {@code dev/smo/syndicate} does, and tells. Asking twice is harmless: a post that is
 * there is told as it stands.
 */
@ProviderType
public interface Syndication {
  /**
   * Plans what is asked for. The posts go out later, so none is {@link Standing#OUT} unless it was
   * before.
   *
   * @return one post a connection; none where the request names no connections and the policy of
   *     the page wants no post
   * @throws IllegalArgumentException there is no such page or connection, or the request is wrong;
   *     the message is for people
   * @throws IllegalStateException the repository refused, asking again later may help
   */
  List<PlannedPost> request(PostRequest request);

  /**
   * Where posts stand now, in the order of their ids.
   *
   * @throws IllegalArgumentException one of them is in no ledger
   */
  List<PlannedPost> posts(Collection<String> ids);
}
