// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.page;

/**
 * Who wrote a page.
 *
 * @param name name as readers see it
 * @param url public address of the author's own page, or empty
 * @param fediverse handle {@code @user@host} for the {@code fediverse:creator} tag, or empty
 */
public record Author(String name, String url, String fediverse) {
  public static Author named(String name) {
    return new Author(name, "", "");
  }
}
