// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

import static dev.smo.preview.Finding.error;
import static dev.smo.preview.Finding.hint;
import static dev.smo.preview.Finding.warning;

import dev.smo.preview.Finding;
import dev.smo.words.LowerCase;
import java.util.ArrayList;
import java.util.List;

/** What is to be said about the picture of a card. */
record ImageChecks(PreviewImage picture) {
  /** Below this no network shows it. */
  private static final int LEAST = 200;

  /** Below this Facebook shows it small, beside the words. */
  private static final int LARGE_WIDTH = 600;

  private static final int LARGE_HEIGHT = 315;

  /** What all networks show sharp on large screens. */
  private static final int BEST_WIDTH = 1200;

  private static final int BEST_HEIGHT = 630;
  private static final long MEGABYTE = 1_000_000;

  /** LinkedIn and X take no more. */
  private static final long MOST = 5 * MEGABYTE;

  /** WhatsApp shows no larger ones; Bluesky gives up a little later. */
  private static final long HEAVY = 600_000;

  private static final double SHAPE = 1.91;
  private static final double SHAPE_OFF = 0.35;

  /**
   * All findings.
   *
   * @param wished the picture that the author chose, or empty
   */
  List<Finding> all(String wished) {
    List<Finding> found = new ArrayList<>();
    String ending = LowerCase.of(wished.substring(wished.lastIndexOf('.') + 1));
    if (ending.equals("svg")) {
      found.add(error("image-drawing", "image"));
    } else if (ending.equals("avif")) {
      found.add(warning("image-type", "image", ending));
    }
    if (!picture.there()) {
      found.add(warning("image-missing", "image"));
      return found;
    }
    if (picture.alt().isEmpty()) {
      found.add(warning("image-alt", "imageAlt"));
    }
    file(found);
    if (picture.width() > 0 && picture.height() > 0) {
      size(found);
    }
    return found;
  }

  private void file(List<Finding> found) {
    String type = picture.type();
    if (type.startsWith("image/svg")) {
      found.add(error("image-drawing", "image"));
    } else if (type.equals("image/webp") || type.equals("image/avif")) {
      found.add(warning("image-type", "image", type.substring("image/".length())));
    }
    String megabytes = "" + Math.round(picture.bytes() * 10.0 / MEGABYTE) / 10.0;
    if (picture.bytes() > MOST) {
      found.add(error("image-too-heavy", "image", megabytes));
    } else if (picture.bytes() > HEAVY) {
      found.add(warning("image-heavy", "image", megabytes));
    }
    if (picture.local().isEmpty()) {
      found.add(hint("image-elsewhere", "image"));
    }
  }

  private void size(List<Finding> found) {
    String width = "" + picture.width();
    String height = "" + picture.height();
    if (picture.width() < LEAST || picture.height() < LEAST) {
      found.add(error("image-tiny", "image", width, height));
    } else if (picture.width() < LARGE_WIDTH || picture.height() < LARGE_HEIGHT) {
      found.add(warning("image-small", "image", width, height));
    } else if (picture.width() < BEST_WIDTH || picture.height() < BEST_HEIGHT) {
      found.add(hint("image-modest", "image", width, height));
    }
    double shape = (double) picture.width() / picture.height();
    if (Math.abs(shape - SHAPE) > SHAPE_OFF) {
      found.add(hint("image-shape", "focalPoint", width, height));
    }
  }
}
