// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import javax.servlet.http.HttpServletRequest;

/** Whether somebody asks not to be measured. Nothing but counting depends on it. */
public final class OptOut {
  private OptOut() {}

  /** Whether a request says {@code DNT: 1} or {@code Sec-GPC: 1}. */
  public static boolean isIn(HttpServletRequest request) {
    return "1".equals(request.getHeader("DNT")) || "1".equals(request.getHeader("Sec-GPC"));
  }
}
