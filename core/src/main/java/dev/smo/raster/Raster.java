// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.raster;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A decoded picture, upright, in sRGB. */
public final class Raster {
  // Decoded, turned upright and made smaller, a picture is held two or three times.
  private static final long MOST_BYTES = 64L << 20;
  private static final int LARGEST_PIXEL = 64;

  private final BufferedImage image;

  /** A picture that is drawn already; the image itself, not a copy. */
  public Raster(BufferedImage image) {
    this.image = image;
  }

  /**
   * Decodes the first picture.
   *
   * @param edge longest edge that will be needed; pixels far beyond are not even decoded
   */
  static Raster read(ImageReader reader, int orientation, int edge) throws IOException {
    ImageReadParam param = reader.getDefaultReadParam();
    int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
    int step = Math.max(longest / Math.max(1, 2 * edge), leastStep(reader));
    param.setSourceSubsampling(step, step, 0, 0);
    BufferedImage decoded = reader.read(0, param);
    int width = decoded.getWidth();
    int height = decoded.getHeight();
    boolean turned = Orientation.turned(orientation);
    BufferedImage upright =
        blank(turned ? height : width, turned ? width : height, decoded.getColorModel().hasAlpha());
    Graphics2D graphics = upright.createGraphics();
    graphics.drawRenderedImage(decoded, Orientation.upright(orientation, width, height));
    graphics.dispose();
    return new Raster(upright);
  }

  /**
   * How many pixels to leave out so that those that are decoded fit into memory, whatever they take
   * in the file: a few bytes of it may stand for hundreds of megabytes.
   */
  private static int leastStep(ImageReader reader) throws IOException {
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    long bits = types.hasNext() ? types.next().getColorModel().getPixelSize() : LARGEST_PIXEL;
    int step = 1;
    while (pixels / ((long) step * step) * Math.max(Integer.SIZE, bits) / Byte.SIZE > MOST_BYTES) {
      step++;
    }
    return step;
  }

  /** The pixels themselves, not a copy. */
  public BufferedImage image() {
    return image;
  }

  public int width() {
    return image.getWidth();
  }

  public int height() {
    return image.getHeight();
  }

  public int longestEdge() {
    return Math.max(image.getWidth(), image.getHeight());
  }

  public boolean transparent() {
    return image.getColorModel().hasAlpha();
  }

  /**
   * The same, without what it is too wide or too high, around a point that stays in sight.
   *
   * @param least width by height that it may have
   * @param greatest width by height that it may have
   * @param x of the point, from 0, the left edge, to 1
   * @param y of the point, from 0, the upper edge, to 1
   */
  public Raster cropped(double least, double greatest, double x, double y) {
    int width = (int) Math.max(1, Math.min(width(), Math.floor(height() * greatest)));
    int height = (int) Math.max(1, Math.min(height(), Math.floor(width() / least)));
    return new Raster(
        image.getSubimage(offset(width(), width, x), offset(height(), height, y), width, height));
  }

  /** A part of it; all from 0 to 1, of its width and height. */
  Raster part(double x, double y, double width, double height) {
    int left = (int) Math.min(width() - 1L, Math.round(x * width()));
    int top = (int) Math.min(height() - 1L, Math.round(y * height()));
    int wide = (int) Math.max(1, Math.min(width() - left, Math.round(width * width())));
    int high = (int) Math.max(1, Math.min(height() - top, Math.round(height * height())));
    return new Raster(image.getSubimage(left, top, wide, high));
  }

  /**
   * Where a part of a length begins that has a point in its middle, or as near as there is room.
   */
  private static int offset(int whole, int part, double point) {
    long wanted = Math.round(whole * point - part / 2d);
    return (int) Math.max(0, Math.min(whole - part, wanted));
  }

  /** The same, at most so large; halved step by step, because one big step would alias. */
  public Raster scaledTo(int edge) {
    BufferedImage scaled = image;
    while (Math.max(scaled.getWidth(), scaled.getHeight()) > edge) {
      int longest = Math.max(scaled.getWidth(), scaled.getHeight());
      double factor = Math.max(0.5, (double) edge / longest);
      scaled = scaled(scaled, factor);
    }
    return new Raster(scaled);
  }

  /**
   * Progressive, on white where it is transparent.
   *
   * @param quality 0 to 1
   */
  public byte[] jpeg(float quality) throws IOException {
    BufferedImage opaque = blank(image.getWidth(), image.getHeight(), /* alpha= */ false);
    Graphics2D graphics = opaque.createGraphics();
    graphics.drawImage(image, 0, 0, Color.WHITE, null);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      writer.write(null, new IIOImage(opaque, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  public byte[] png() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    }
    return bytes.toByteArray();
  }

  private static BufferedImage scaled(BufferedImage source, double factor) {
    int width = Math.max(1, (int) Math.round(source.getWidth() * factor));
    int height = Math.max(1, (int) Math.round(source.getHeight() * factor));
    BufferedImage target = blank(width, height, source.getColorModel().hasAlpha());
    Graphics2D graphics = target.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(source, 0, 0, width, height, null);
    graphics.dispose();
    return target;
  }

  private static BufferedImage blank(int width, int height, boolean alpha) {
    int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    return new BufferedImage(width, height, type);
  }
}
