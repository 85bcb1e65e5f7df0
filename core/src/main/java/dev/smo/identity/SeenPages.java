// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.identity;

import java.util.Optional;
import org.apache.sling.api.resource.Resource;

/** Where pages were seen, which their content can only claim. */
public interface SeenPages {
  /** The identity that was seen at a page's path, if this is still the page that had it. */
  Optional<String> at(Resource page);

  /** The path at which an identity was last seen; empty where it never was. */
  Optional<String> home(String id);

  /**
   * Whether a page may be the one of an identity by what nobody can write into it; true where that
   * is not known.
   */
  default boolean mayBe(Resource page, String id) {
    return true;
  }
}
