package dev.smo.gate;

import dev.smo.post.Media;
import java.util.Optional;

/**
 * A picture fitted to a network, or why there is none.
 *
 * @param media what to send
 * @param reason for people; empty where there is a picture
 */
public record Fitted(Optional<Media> media, String reason) {
  static Fitted of(Media media) {
    return new Fitted(Optional.of(media), "");
  }

  static Fitted none(String reason) {
    return new Fitted(Optional.empty(), reason);
  }
}
