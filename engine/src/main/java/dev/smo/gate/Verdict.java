// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.gate;

import java.util.Optional;

/**
 * What the gate found at the public address of a page. Reasons are for people: what is there, and
 * what was planned.
 */
public sealed interface Verdict {
  /**
   * The page is as planned.
   *
   * @param picture the one that its card names; empty where it names none that can be loaded
   * @param missing why no picture could be loaded where there should be one; else empty. Waiting
   *     may help, but the words are not to wait for ever.
   * @param photo address of the picture in a shape that all networks take, where the page has one
   */
  record Open(Optional<PublicImage> picture, String missing, Optional<String> photo)
      implements Verdict {
    Open(Optional<PublicImage> picture, String missing) {
      this(picture, missing, Optional.empty());
    }

    /** As planned in everything. */
    public Open(Optional<PublicImage> picture) {
      this(picture, "");
    }

    Open withPhoto(Optional<String> address) {
      return new Open(picture, missing, address);
    }
  }

  /** Not as planned, but waiting may help: not yet there, still the old one in a cache. */
  record NotYet(String reason) implements Verdict {}

  /** Must not be posted, however long we wait. */
  record Shut(String reason) implements Verdict {}
}
