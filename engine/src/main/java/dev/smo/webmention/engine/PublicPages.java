// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.html.BoundedHtml;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.web.WebAddress;
import java.io.IOException;
import java.util.Set;
import org.jsoup.nodes.Document;

/** Our own pages, as strangers see them. */
final class PublicPages {
  private static final int LARGEST = 5 << 20;
  private static final Set<Integer> GONE = Set.of(401, 403, 404, 410, 451);

  private final Outbound outbound;

  PublicPages(Outbound outbound) {
    this.outbound = outbound;
  }

  /**
   * The page as it is served.
   *
   * @throws IOException it is not served yet, or not as a page
   */
  Document load(WebAddress page) throws IOException, InterruptedException {
    Answer answer = outbound.send(request(page).followingRedirects().atMost(LARGEST));
    boolean here = WebAddress.of(answer.uri()).filter(page::sameHost).isPresent();
    if (!answer.ok() || !here || !answer.type().contains("html")) {
      throw new IOException(
          here
              ? "HTTP " + answer.status() + " of type '" + answer.type() + "'"
              : "it leads to another site, " + answer.uri().getHost());
    }
    return BoundedHtml.parse(answer);
  }

  /** Whether strangers are told that the page is not there, or not for them. */
  boolean isGone(WebAddress page) throws IOException, InterruptedException {
    return GONE.contains(outbound.send(request(page).atMost(LARGEST)).status());
  }

  private static Request request(WebAddress page) {
    return Request.get(page.uri())
        .header("Accept", "text/html,application/xhtml+xml;q=0.9")
        .header("Cache-Control", "no-cache");
  }
}
