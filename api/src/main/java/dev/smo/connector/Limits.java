// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Post;
import dev.smo.post.TextFormat;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * What a network takes, in its own way of counting. Immutable; made by {@link #builder}, so that
 * one more limit breaks no connector.
 */
public final class Limits {
  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  // Java joins pictures over any number of joiners, Unicode (GB11) over exactly one.
  private static final Pattern OVERJOINED = Pattern.compile("(?<=\\x{200D}\\x{200D})(?=\\p{So})");

  private final Builder said;

  private Limits(Builder builder) {
    said = builder;
  }

  /**
   * @param maxLength longest text of every shape, in the unit of {@code length}; 0: the network
   *     takes no words
   * @param length counts a text as it is sent, markup, link and hashtags included, as the network
   *     does
   */
  public static Builder builder(int maxLength, ToIntFunction<String> length) {
    return new Builder(maxLength, length);
  }

  /** Longest text of a shape, in the unit of {@link #length}. */
  public int maxLength(Shape shape) {
    return said.lengths.getOrDefault(shape, said.maxLength);
  }

  /** How long the network takes a text to be that is sent like this. */
  public int length(String sent) {
    return said.length.applyAsInt(sent);
  }

  /** Whether the network takes a text, as it is sent, for a post of this shape. */
  public boolean fits(String sent, Shape shape) {
    return length(sent) <= maxLength(shape);
  }

  /** In what the text is written; the engine escapes what authors write, and counts it escaped. */
  public TextFormat format() {
    return said.format;
  }

  /** Whether the link stands beside the text, as a value of its own, and not in it. */
  public boolean linkBeside() {
    return said.linkBeside;
  }

  /** Whether a post may have this shape. */
  public boolean takes(Shape shape) {
    if (shape == Shape.IMAGES) {
      return maxImages() > 0;
    }
    return shape == Shape.VIDEO
        ? maxVideoBytes() > 0
        : !said.needsPicture && (shape == Shape.TEXT || said.links);
  }

  /** The shape of a post. */
  public static Shape shapeOf(Post post) {
    if (post.attached()) {
      return post.video().isPresent() ? Shape.VIDEO : Shape.IMAGES;
    }
    return post.link().isPresent() ? Shape.LINK : Shape.TEXT;
  }

  /** Most pictures in one post; 0: none. */
  public int maxImages() {
    return said.imageTypes.isEmpty() ? 0 : said.maxImages;
  }

  /** Largest picture in bytes; the engine makes a larger one smaller. */
  public long maxImageBytes() {
    return said.maxImageBytes;
  }

  /** Longest edge of a picture in pixels; the engine makes a larger one smaller. */
  public int maxImagePixels() {
    return said.maxImagePixels;
  }

  /** MIME types of pictures that the network takes, the preferred first; empty: none. */
  public List<String> imageTypes() {
    return said.imageTypes;
  }

  /** Least width by height of a picture; 0: any. */
  public double minAspect() {
    return said.minAspect;
  }

  /** Greatest width by height of a picture; 0: any. */
  public double maxAspect() {
    return said.maxAspect;
  }

  /**
   * Whether the network loads pictures by itself, from where they are on the site: what the engine
   * would have to draw anew is of no use to it.
   */
  public boolean loadedByNetwork() {
    return said.loadedByNetwork;
  }

  /** Longest text for people who cannot see a picture, in characters; 0: the network takes none. */
  public int maxAltLength() {
    return said.maxAltLength;
  }

  /** Largest video in bytes; 0: none. */
  public long maxVideoBytes() {
    return said.maxVideoBytes;
  }

  /** Most posts of a thread, the first included; 1: no threads. */
  public int maxThread() {
    return said.maxThread;
  }

  /** Most hashtags that the network takes, or that do a post good there. */
  public int maxHashtags() {
    return said.maxHashtags;
  }

  /**
   * Counts extended grapheme clusters: what a reader takes for one character. Of Indic conjuncts,
   * which later versions of Unicode hold together, it counts more than the networks do, never less.
   */
  public static int graphemes(String text) {
    return OVERJOINED
        .splitAsStream(text)
        .mapToInt(part -> (int) GRAPHEME.matcher(part).results().count())
        .sum();
  }

  /** Collects limits. What is not said is not limited, and pictures are not taken. */
  public static final class Builder implements Cloneable {
    private final int maxLength;
    private final ToIntFunction<String> length;
    private Map<Shape, Integer> lengths = Map.of();
    private TextFormat format = TextFormat.PLAIN;
    private boolean linkBeside;
    private boolean links = true;
    private boolean needsPicture;
    private int maxImages = 1;
    private long maxImageBytes;
    private int maxImagePixels;
    private List<String> imageTypes = List.of();
    private double minAspect;
    private double maxAspect;
    private boolean loadedByNetwork;
    private int maxAltLength = 1_000;
    private long maxVideoBytes;
    private int maxThread = 1;
    private int maxHashtags = Integer.MAX_VALUE;

    private Builder(int maxLength, ToIntFunction<String> length) {
      this.maxLength = maxLength;
      this.length = length;
    }

    /** Another longest text for one shape, such as a caption. */
    public Builder maxLength(Shape shape, int most) {
      Map<Shape, Integer> all = new EnumMap<>(Shape.class);
      all.putAll(lengths);
      all.put(shape, most);
      lengths = all;
      return this;
    }

    public Builder format(TextFormat value) {
      format = value;
      return this;
    }

    /** See {@link Limits#linkBeside()}. */
    public Builder linkBeside() {
      linkBeside = true;
      return this;
    }

    /** The network has no posts with a link that can be followed. */
    public Builder withoutLinks() {
      links = false;
      return this;
    }

    /** The network takes no post without a picture or video. */
    public Builder onlyWithPicture() {
      needsPicture = true;
      return this;
    }

    /**
     * Pictures.
     *
     * @param types MIME types, the preferred first
     * @param maxBytes of each
     * @param maxPixels of the longest edge
     */
    public Builder images(List<String> types, long maxBytes, int maxPixels) {
      imageTypes = List.copyOf(types);
      maxImageBytes = maxBytes;
      maxImagePixels = maxPixels;
      return this;
    }

    public Builder maxImages(int most) {
      maxImages = most;
      return this;
    }

    /** Least and greatest width by height of a picture. */
    public Builder aspect(double least, double greatest) {
      minAspect = least;
      maxAspect = greatest;
      return this;
    }

    /** See {@link Limits#loadedByNetwork()}. */
    public Builder loadedByNetwork() {
      loadedByNetwork = true;
      return this;
    }

    public Builder maxAltLength(int characters) {
      maxAltLength = characters;
      return this;
    }

    public Builder video(long maxBytes) {
      maxVideoBytes = maxBytes;
      return this;
    }

    public Builder maxThread(int posts) {
      maxThread = posts;
      return this;
    }

    public Builder maxHashtags(int most) {
      maxHashtags = most;
      return this;
    }

    public Limits build() {
      return new Limits(copy());
    }

    private Builder copy() {
      try {
        return (Builder) clone();
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
