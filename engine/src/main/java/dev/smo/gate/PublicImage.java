// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.gate;

import java.net.URI;

/**
 * A picture as a stranger gets it from the public site. The bytes are the array itself, not a copy.
 *
 * @param bytes the encoded picture
 * @param type MIME type that the server names
 * @param url where it was loaded from
 * @param alt what the page says that it shows, or empty
 */
@SuppressWarnings("ArrayRecordComponent")
public record PublicImage(byte[] bytes, String type, URI url, String alt) {
  PublicImage(byte[] bytes, String type, URI url) {
    this(bytes, type, url, "");
  }

  /** Says size and type; the bytes would only fill a log. */
  @Override
  public String toString() {
    return "Picture[" + type + " from " + url + ", " + bytes.length + " bytes]";
  }
}
