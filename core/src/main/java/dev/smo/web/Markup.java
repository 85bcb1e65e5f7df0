// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.web;

/** What is written into HTML that no template makes. */
public final class Markup {
  private Markup() {}

  /** A text as it stands in HTML, between tags or in a quoted attribute. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
