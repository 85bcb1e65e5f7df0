// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.policies;

import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.wrappers.ResourceResolverWrapper;

/**
 * A person's session in which nothing is committed by the way: Sling commits each configuration as
 * it writes it, and either all that somebody changed is to be saved, or nothing.
 */
final class OneCommit extends ResourceResolverWrapper {
  OneCommit(ResourceResolver person) {
    super(person);
  }

  @Override
  public void commit() {
    // Whoever made this one commits, or reverts.
  }
}
