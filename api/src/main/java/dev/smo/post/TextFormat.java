// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.post;

/** In what form a text is written. */
public enum TextFormat {
  /** As people read it; what looks like markup is none. */
  PLAIN,
  /** Of a part of an HTML document. */
  HTML,
  /** CommonMark, as Reddit and Discord read it. */
  MARKDOWN,
  /** LinkedIn's <a href="https://learn.microsoft.com/linkedin/marketing/">little text</a>. */
  LITTLE_TEXT
}
