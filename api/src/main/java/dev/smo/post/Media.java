// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.post;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;

/**
 * A picture or video, loaded and fitted to the network's limits before the connector sees it.
 * Immutable but for the bytes, which are the array itself, not a copy: read it, do not write it.
 */
public final class Media {
  private final byte[] bytes;
  private final String type;
  private final int width;
  private final int height;
  private String alt = "";
  private double focusX = 0.5;
  private double focusY = 0.5;
  private Duration length = Duration.ZERO;
  private @Nullable URI source;

  private Media(byte[] bytes, String type, int width, int height) {
    this.bytes = bytes;
    this.type = type;
    this.width = width;
    this.height = height;
  }

  private Media copy() {
    Media copy = new Media(bytes, type, width, height);
    copy.alt = alt;
    copy.focusX = focusX;
    copy.focusY = focusY;
    copy.length = length;
    copy.source = source;
    return copy;
  }

  /**
   * @param bytes encoded
   * @param type MIME type of the bytes, such as {@code image/jpeg}
   * @param width pixels
   * @param height pixels
   */
  public static Media of(byte[] bytes, String type, int width, int height) {
    return new Media(bytes, type, width, height);
  }

  /** A copy with a text for people who cannot see it. */
  public Media alt(String text) {
    Media changed = copy();
    changed.alt = text;
    return changed;
  }

  /**
   * A copy with the point that must stay in sight when it is cut.
   *
   * @param x from 0, the left edge, to 1
   * @param y from 0, the upper edge, to 1
   */
  public Media focus(double x, double y) {
    Media changed = copy();
    changed.focusX = x;
    changed.focusY = y;
    return changed;
  }

  /** A copy that is a video of this length. */
  public Media length(Duration time) {
    Media changed = copy();
    changed.length = time;
    return changed;
  }

  /** A copy that strangers get at an address, too. */
  public Media source(URI address) {
    Media changed = copy();
    changed.source = address;
    return changed;
  }

  /**
   * Where strangers get this picture, for networks that load it themselves; empty where it was made
   * to fit the network.
   */
  public Optional<URI> source() {
    return Optional.ofNullable(source);
  }

  public byte[] bytes() {
    return bytes;
  }

  /** MIME type, such as {@code image/jpeg}. */
  public String type() {
    return type;
  }

  /** Pixels. */
  public int width() {
    return width;
  }

  /** Pixels. */
  public int height() {
    return height;
  }

  /** Text for people who cannot see it, or empty. */
  public String alt() {
    return alt;
  }

  /** From 0, the left edge, to 1; the middle where nobody said. */
  public double focusX() {
    return focusX;
  }

  /** From 0, the upper edge, to 1; the middle where nobody said. */
  public double focusY() {
    return focusY;
  }

  /** Of a video; zero for a picture. */
  public Duration length() {
    return length;
  }

  /** Says size and type; the bytes would only fill a log. */
  @Override
  public String toString() {
    return "Media[" + type + ", " + width + "x" + height + ", " + bytes.length + " bytes]";
  }
}
