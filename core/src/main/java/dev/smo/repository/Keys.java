// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.repository;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names that two nodes of a cluster compute alike, so that the repository refuses the second. */
public final class Keys {
  private Keys() {}

  /**
   * The id of a post: 64 hexadecimal digits.
   *
   * @param connection id of the connection
   * @param page identity of the page
   * @param edition {@code 1} for the first publication
   */
  public static String post(String connection, String page, String edition) {
    return hash(connection + "\n" + page + "\n" + edition);
  }

  /** SHA-256 of a text as 64 hexadecimal digits. */
  public static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
