// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.links;

import dev.smo.clicks.OptOut;
import dev.smo.words.LowerCase;
import java.util.Collections;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;

/**
 * Whether a request for a short link is a person who follows it and may be counted. Machines that
 * fetch a link to draw its card, and people who ask not to be measured, get there all the same.
 */
final class Followers {
  // What machines of networks, search engines and monitoring call themselves; docs/tracking.md.
  // Cubot makes telephones.
  private static final Pattern MACHINE =
      Pattern.compile(
          "(?<!cu)bot\\b|crawl|spider|slurp|preview|fetch|scan|monitor|facebookexternalhit|whatsapp"
              + "|mastodon|pleroma|misskey|akkoma|friendica|lemmy|embedly|skypeuripreview|curl/"
              + "|wget/|python-|java/|okhttp|go-http-client|headless|axios|node-fetch|ruby|libwww");

  private Followers() {}

  static boolean counts(HttpServletRequest request) {
    String agent = LowerCase.of(Objects.requireNonNullElse(request.getHeader("User-Agent"), ""));
    return "GET".equals(request.getMethod())
        && !agent.isBlank()
        && !MACHINE.matcher(agent).find()
        && !isFetchedAhead(request)
        && !OptOut.isIn(request);
  }

  /** Browsers fetch what a person may open next, and say so. */
  private static boolean isFetchedAhead(HttpServletRequest request) {
    return says(request, "Sec-Purpose", "prefetch")
        || says(request, "Purpose", "prefetch")
        || says(request, "X-Purpose", "preview")
        || says(request, "X-Moz", "prefetch");
  }

  private static boolean says(HttpServletRequest request, String header, String word) {
    return Collections.list(request.getHeaders(header)).stream()
        .anyMatch(value -> LowerCase.of(value).contains(word));
  }
}
