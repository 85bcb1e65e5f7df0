// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import dev.smo.raster.Raster;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/** What lies behind the words: colours, a picture, and as much of a veil as reading needs. */
final class Backdrop {
  // Far larger than it is, a picture is no picture but blur.
  private static final double LARGEST_SCALE = 3;
  private static final double WEAKEST = 0.5;
  private static final double STRONGEST = 0.97;
  private static final double STEP = 0.02;
  private static final float AWAY_FROM_TEXT = 0.2f;
  private static final int FADE = 180;
  private static final float DEEPER = 0.2f;
  private static final int SAMPLE = 4;
  private static final double IGNORED = 0.005;

  private final BufferedImage canvas;
  private final Graphics2D graphics;
  private final Colors colors;

  Backdrop(BufferedImage canvas, Graphics2D graphics, Colors colors) {
    this.canvas = canvas;
    this.graphics = graphics;
    this.colors = colors;
  }

  void colors() {
    graphics.setPaint(
        new GradientPaint(
            0, 0, colors.background(), canvas.getWidth(), canvas.getHeight(), colors.end()));
    graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
  }

  static boolean isLargeEnough(Raster picture, Rectangle2D frame) {
    return scale(picture, frame) <= LARGEST_SCALE;
  }

  /** Fills a frame with a picture, cropped about its focus. */
  void picture(Raster picture, Focus focus, Rectangle2D frame) {
    double scale = scale(picture, frame);
    Raster near = picture;
    if (scale < 0.5) {
      near = picture.scaledTo((int) Math.ceil(picture.longestEdge() * scale * 2));
      scale = scale(near, frame);
    }
    double width = frame.getWidth() / scale;
    double height = frame.getHeight() / scale;
    int x = (int) clamp(focus.x() * near.width() - width / 2, near.width() - width);
    int y = (int) clamp(focus.y() * near.height() - height / 2, near.height() - height);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(
        near.image(),
        (int) frame.getX(),
        (int) frame.getY(),
        (int) frame.getMaxX(),
        (int) frame.getMaxY(),
        x,
        y,
        (int) Math.ceil(x + width),
        (int) Math.ceil(y + height),
        null);
  }

  /** Lays a veil over the picture, strong where the words are; below them to the bottom. */
  void veil(Rectangle2D words) {
    double alpha = strength(words);
    float strong = (float) alpha;
    float weak = strong * AWAY_FROM_TEXT;
    double height = canvas.getHeight();
    float full = (float) clamp(words.getY() / height, 1);
    float from = (float) clamp((words.getY() - FADE) / height, 1);
    if (full <= 0.02f || full <= from) {
      graphics.setColor(veil(strong));
      graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
      return;
    }
    float first = Math.max(0.001f, from);
    float second = Math.min(0.999f, Math.max(first + 0.001f, full));
    graphics.setPaint(
        new LinearGradientPaint(
            0,
            0,
            0,
            (float) height,
            new float[] {0, first, second, 1},
            new Color[] {
              veil(weak), veil(weak), veil(strong), veil(Math.min(1, strong + DEEPER))
            }));
    graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
  }

  /** Least contrast of a colour with the pixels of an area, but for 1 in 200. */
  double contrast(Color text, Rectangle2D area) {
    double own = Contrast.luminance(text.getRGB());
    double[] all =
        Arrays.stream(pixels(area))
            .mapToDouble(p -> Contrast.of(own, Contrast.luminance(p)))
            .toArray();
    Arrays.sort(all);
    return all.length == 0
        ? Contrast.of(text, colors.background())
        : all[(int) (all.length * IGNORED)];
  }

  private Color veil(float alpha) {
    Color color = colors.background();
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), Math.round(alpha * 255));
  }

  /** The weakest veil through which the words can be read. */
  private double strength(Rectangle2D words) {
    int[] pixels = pixels(words);
    double own = Contrast.luminance(colors.text().getRGB());
    for (double alpha = WEAKEST; alpha < STRONGEST; alpha += STEP) {
      int unreadable = 0;
      for (int pixel : pixels) {
        double behind = Contrast.luminance(Contrast.over(colors.background(), alpha, pixel));
        unreadable += Contrast.of(own, behind) < Contrast.READABLE ? 1 : 0;
      }
      if (unreadable <= pixels.length * IGNORED) {
        return alpha;
      }
    }
    return STRONGEST;
  }

  private int[] pixels(Rectangle2D area) {
    Rectangle2D inside =
        area.createIntersection(
            new Rectangle2D.Double(0, 0, canvas.getWidth(), canvas.getHeight()));
    int columns = (int) (inside.getWidth() / SAMPLE);
    int rows = (int) (inside.getHeight() / SAMPLE);
    int[] pixels = new int[Math.max(0, columns * rows)];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          canvas.getRGB(
              (int) inside.getX() + i % columns * SAMPLE,
              (int) inside.getY() + i / columns * SAMPLE);
    }
    return pixels;
  }

  private static double scale(Raster picture, Rectangle2D frame) {
    return Math.max(frame.getWidth() / picture.width(), frame.getHeight() / picture.height());
  }

  private static double clamp(double value, double most) {
    return Math.max(0, Math.min(value, most));
  }
}
