// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.SignIns;
import dev.smo.endpoint.Visitor;
import dev.smo.post.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.servlet.http.Cookie;
import org.apache.sling.api.SlingHttpServletRequest;

/** What a browser keeps while a person signs in elsewhere: its secret, and the way back. */
final class SignInCookies {
  private static final String SECRET = "smo-signin-";
  private static final String CONSOLE = "smo-signin-console";
  private static final int KEY_DIGITS = 16;
  private static final Pattern PAGE = Pattern.compile("/(?![/\\\\])[A-Za-z0-9/._~%:@+-]*");

  private SignInCookies() {}

  /** Whether a text is a path of this server, and leads nowhere else. */
  static boolean isPage(String text) {
    return PAGE.matcher(text).matches();
  }

  /**
   * Cookies for a browser that leaves.
   *
   * @param page path of the console's page
   */
  static List<String> leaving(SigningIn.Away away, URI redirect, String page) {
    return List.of(
        cookie(secretName(away.key()), away.browser().open(), redirect),
        cookie(CONSOLE, page, redirect));
  }

  static SignIns.Owner owner(SlingHttpServletRequest request, Visitor visitor, String key) {
    return new SignIns.Owner(visitor.id(), Secret.of(value(request, secretName(key)).orElse("")));
  }

  /** Path of the console's page that the browser started from; empty if it is not known. */
  static String page(SlingHttpServletRequest request) {
    return value(request, CONSOLE).filter(SignInCookies::isPage).orElse("");
  }

  private static Optional<String> value(SlingHttpServletRequest request, String name) {
    return Optional.ofNullable(request.getCookie(name)).map(Cookie::getValue);
  }

  /** One a sign-in, so that a person may have several under way. */
  private static String secretName(String key) {
    return SECRET + key.substring(0, Math.min(KEY_DIGITS, key.length()));
  }

  /** Twice as long as a person may be away: once for that, once for choosing. */
  private static String cookie(String name, String value, URI redirect) {
    // No path: browsers take the folder of the address asked for, whatever a proxy makes of paths.
    return name
        + "="
        + value
        + "; Max-Age="
        + SignIns.LIFE.multipliedBy(2).toSeconds()
        + "; HttpOnly; SameSite=Lax"
        + ("https".equals(redirect.getScheme()) ? "; Secure" : "");
  }
}
