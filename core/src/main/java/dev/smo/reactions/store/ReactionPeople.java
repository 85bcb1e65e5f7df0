// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

import org.osgi.annotation.versioning.ProviderType;

/** The names of people in all that is kept of reactions. */
@ProviderType
public interface ReactionPeople {
  /**
   * Erases a person: what that person said, and the name wherever else it stands. What that person
   * decided stays, and so do blocks.
   *
   * @param name user or author
   * @param nobody stands where the name was
   * @return how many reactions and blocks have changed or gone
   */
  int erase(String name, String nobody);
}
