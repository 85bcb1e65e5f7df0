// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Visitor;
import dev.smo.raster.Cut;
import dev.smo.syndication.ChosenImages;
import java.util.Objects;
import org.apache.sling.api.SlingHttpServletRequest;

/** The pictures that a person chose in a form: parameters {@code images} and {@code imageAlts}. */
final class PictureChoice {
  static final String IMAGES = "images";
  private static final String ALTS = "imageAlts";

  private PictureChoice() {}

  /**
   * What was chosen; none where nothing is said.
   *
   * @param behind the names of both, such as {@code .mastodon-en}
   */
  static ChosenImages of(SlingHttpServletRequest request, String behind) {
    try {
      return ChosenImages.of(
          Objects.requireNonNullElse(request.getParameter(IMAGES + behind), ""),
          Objects.requireNonNullElse(request.getParameter(ALTS + behind), ""));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /** Refuses files that the person may not read: nobody posts what is hidden from them. */
  static void mustSee(ChosenImages images, Visitor visitor) {
    images.places().stream()
        .map(Cut::address)
        .filter(place -> place.startsWith("/") && !visitor.finds(place))
        .findFirst()
        .ifPresent(
            place -> {
              throw Refusal.badRequest(
                  "There is no picture at " + place + ", or you may not read it.");
            });
  }
}
