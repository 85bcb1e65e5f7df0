package dev.smo.post;

/**
 * A picture, loaded and fitted to the network's limits before the connector sees it. The bytes are
 * the array itself, not a copy: read it, do not write it.
 *
 * @param bytes the encoded picture
 * @param type MIME type of the bytes, such as {@code image/jpeg}
 * @param width pixels
 * @param height pixels
 * @param alt text for people who cannot see it, or empty
 */
@SuppressWarnings("ArrayRecordComponent")
public record Media(byte[] bytes, String type, int width, int height, String alt) {
  /** Says size and type; the bytes would only fill a log. */
  @Override
  public String toString() {
    return "Media[" + type + ", " + width + "x" + height + ", " + bytes.length + " bytes]";
  }
}
