// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.html.BoundedHtml;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.web.WebAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * Finds out where a page takes webmentions: what its {@code Link} headers say comes first, then the
 * first element {@code link} or {@code a} in the document.
 */
final class Endpoints {
  private static final String REL = "webmention";
  private static final int LARGEST = 5 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static final Pattern LINK =
      Pattern.compile(
          "<([^<>]*+)>((?:\\s*+;\\s*+[\\w!#$&+.^`|~*-]++\\s*+(?:=\\s*+(?:\"[^\"]*+\"|[^\",;\\s]*+))?+)*+)");
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*+([^=\"\\s;]++)\\s*+(?:=\\s*+(?:\"([^\"]*+)\"|([^\",;\\s]*+)))?+");

  private final Outbound outbound;

  Endpoints(Outbound outbound) {
    this.outbound = outbound;
  }

  /**
   * The endpoint of a page; empty where it has none.
   *
   * @throws IOException it cannot be looked at now
   */
  Optional<URI> of(WebAddress page) throws IOException, InterruptedException {
    Answer answer =
        outbound.send(
            Request.get(page.uri())
                .header("Accept", "text/html, */*;q=0.5")
                .followingRedirects()
                .within(PATIENCE)
                .atMost(LARGEST));
    if (answer.status() >= 500 || answer.status() == 429) {
      throw new IOException("HTTP " + answer.status());
    }
    return answer.ok() ? in(answer) : Optional.empty();
  }

  private static Optional<URI> in(Answer answer) throws IOException {
    for (String header : answer.headers().getOrDefault("link", List.of())) {
      Matcher links = LINK.matcher(header);
      while (links.find()) {
        if (isEndpoint(relation(links.group(2)))) {
          return resolved(answer.uri(), links.group(1));
        }
      }
    }
    return answer.type().isEmpty() || answer.type().contains("html")
        ? inHtml(answer)
        : Optional.empty();
  }

  private static Optional<URI> inHtml(Answer answer) throws IOException {
    for (Element element : BoundedHtml.parse(answer).select("link[rel][href], a[rel][href]")) {
      if (isEndpoint(element.attr("rel"))) {
        return resolved(answer.uri(), element.absUrl("href"));
      }
    }
    return Optional.empty();
  }

  private static String relation(String parameters) {
    Matcher parameter = PARAMETER.matcher(parameters);
    while (parameter.find()) {
      if (parameter.group(1).equalsIgnoreCase("rel")) {
        String quoted = parameter.group(2);
        return quoted == null ? Objects.toString(parameter.group(3), "") : quoted;
      }
    }
    return "";
  }

  private static boolean isEndpoint(String relations) {
    return Arrays.stream(relations.split("\\s+")).anyMatch(REL::equalsIgnoreCase);
  }

  /** Kept as it is written, query and all; the empty address is the page itself. */
  private static Optional<URI> resolved(URI page, String address) {
    try {
      URI endpoint = address.isBlank() ? page : page.resolve(address.strip());
      return WebAddress.of(endpoint).map(written -> endpoint);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
