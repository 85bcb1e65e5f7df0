// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.files;

import java.util.Objects;
import javax.servlet.http.HttpServletRequest;

/**
 * Addresses on this server seen from the page that is asked for. They hold where a proxy serves it
 * below a path of which the server knows nothing, as long as the path of the page stays at the end.
 */
public final class RelativeAddress {
  private RelativeAddress() {}

  /** The way up to the root of the server, without a slash at its end: {@code .}, {@code ..}. */
  public static String root(HttpServletRequest request) {
    // As the browser sent it: what is an encoded slash there is none to the browser.
    String path = request.getRequestURI();
    String context = Objects.requireNonNullElse(request.getContextPath(), "");
    String below = path.startsWith(context) ? path.substring(context.length()) : path;
    long folders = below.chars().filter(one -> one == '/').count() - 1;
    return folders <= 0 ? "." : "../".repeat((int) folders - 1) + "..";
  }

  /** What of an address stands behind its host; one without a host stays as it is. */
  public static String withoutHost(String address) {
    int host = address.indexOf("://");
    int path = host < 0 ? -1 : address.indexOf('/', host + 3);
    return host < 0 ? address : path < 0 ? "/" : address.substring(path);
  }

  /** An address; one that is no path of this server stays as it is. */
  public static String of(String address, HttpServletRequest request) {
    return address.startsWith("/") && !address.startsWith("//") ? root(request) + address : address;
  }
}
