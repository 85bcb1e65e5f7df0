// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.gate;

import dev.smo.post.Media;
import java.util.Optional;

/**
 * A picture fitted to a network, or why there is none.
 *
 * @param media what to send
 * @param reason for people; empty where there is a picture
 */
public record FittedImage(Optional<Media> media, String reason) {
  static FittedImage of(Media media) {
    return new FittedImage(Optional.of(media), "");
  }

  static FittedImage none(String reason) {
    return new FittedImage(Optional.empty(), reason);
  }
}
