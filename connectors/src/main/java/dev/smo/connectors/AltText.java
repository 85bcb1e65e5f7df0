// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.post.Media;

/** Texts for people who cannot see a picture. */
public final class AltText {
  private AltText() {}

  /** The text of a picture, cut to as many code points as its network takes. */
  public static String of(Media picture, int longest) {
    return Cut.to(longest, picture.alt());
  }
}
