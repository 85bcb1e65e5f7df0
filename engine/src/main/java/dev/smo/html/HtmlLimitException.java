// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.html;

import java.io.IOException;

/** A page is more than is looked at, now and later; the message says in what, for people. */
public final class HtmlLimitException extends IOException {
  private static final long serialVersionUID = 1L;

  HtmlLimitException(String message) {
    super(message);
  }
}
