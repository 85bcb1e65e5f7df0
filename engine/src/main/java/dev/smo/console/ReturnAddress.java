// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import java.net.URI;
import java.net.URISyntaxException;
import org.apache.sling.api.SlingHttpServletRequest;
import org.jetbrains.annotations.Nullable;

/** Where networks send people back to, as browsers reach this server: also behind proxies. */
final class ReturnAddress {
  private static final String FORWARDED = "X-Forwarded-";

  private final String publicUrl;
  private final boolean trustForwarded;

  /**
   * @param publicUrl address of this server for browsers, with the path of a proxy; empty: as the
   *     request says
   * @param trustForwarded whether a proxy that nobody gets past sets X-Forwarded-Proto, -Host and
   *     -Prefix
   */
  ReturnAddress(String publicUrl, boolean trustForwarded) {
    this.publicUrl = publicUrl.strip().replaceFirst("/+$", "");
    this.trustForwarded = trustForwarded;
  }

  /**
   * The address of a path of this server.
   *
   * @throws Refusal there is no such address
   */
  URI of(SlingHttpServletRequest request, String path) {
    String text = (publicUrl.isEmpty() ? server(request) : publicUrl) + path;
    try {
      URI address = new URI(text);
      boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      if (web && address.getHost() != null && address.getUserInfo() == null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw Refusal.conflict(complaint());
    }
    throw Refusal.conflict(complaint());
  }

  private static String complaint() {
    return "The address of this server is not known. Set publicUrl of dev.smo.console.SignInServlet.";
  }

  private String server(SlingHttpServletRequest request) {
    String scheme = forwarded(request, "Proto");
    String host = forwarded(request, "Host");
    String prefix = forwarded(request, "Prefix");
    return (scheme.isEmpty() ? request.getScheme() : scheme)
        + "://"
        + (host.isEmpty() ? authority(request) : host)
        + prefix.replaceFirst("/+$", "")
        + (request.getContextPath() == null ? "" : request.getContextPath());
  }

  private String forwarded(SlingHttpServletRequest request, String name) {
    @Nullable String value = trustForwarded ? request.getHeader(FORWARDED + name) : null;
    // Each proxy adds one; the first is what the browser asked.
    return value == null ? "" : value.split(",", 2)[0].strip();
  }

  private static String authority(SlingHttpServletRequest request) {
    int port = request.getServerPort();
    boolean standard = port == ("https".equals(request.getScheme()) ? 443 : 80);
    return request.getServerName() + (standard || port <= 0 ? "" : ":" + port);
  }
}
