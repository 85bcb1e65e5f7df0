// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.smo.html.BoundedHtml;
import dev.smo.outbound.Answer;
import dev.smo.prose.PlainText;
import dev.smo.web.WebAddress;
import dev.smo.words.TextLink;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What is found at the source of a notice. HTML must hold the target in an attribute that is an
 * address, JSON as the whole of a text, plain text anywhere; other types hold no links.
 */
final class SourceDocument {
  private static final Set<String> ATTRIBUTES = Set.of("href", "src", "cite", "data", "poster");

  /** Most addresses on the target's host that are looked at for one that leads to the page. */
  static final int MOST_LINKS = 50;

  private static final int MOST_ANSWERED = 20;

  private final Answer answer;
  private final @Nullable Document html;

  private SourceDocument(Answer answer, @Nullable Document html) {
    this.answer = answer;
    this.html = html;
  }

  static SourceDocument of(Answer answer, Clock clock) throws IOException {
    boolean html = answer.type().equals("text/html") || answer.type().endsWith("/xhtml+xml");
    return new SourceDocument(answer, html ? BoundedHtml.parse(answer, clock) : null);
  }

  boolean linksTo(WebAddress target) {
    boolean text = answer.type().equals("text/plain");
    return (text && answer.text().contains(target.toString())) || links().anyMatch(target::equals);
  }

  /** What it links to on the host of the target: {@link #MOST_LINKS} and one more at most. */
  Set<WebAddress> linksBeside(WebAddress target) {
    return links()
        .filter(target::sameHost)
        .distinct()
        .limit(MOST_LINKS + 1L)
        .collect(Collectors.toSet());
  }

  private Stream<WebAddress> links() {
    if (html != null) {
      return links(html);
    }
    Stream<String> addresses = Stream.empty();
    if (answer.type().endsWith("/json") || answer.type().endsWith("+json")) {
      addresses = jsonTexts().stream();
    } else if (answer.type().equals("text/plain")) {
      addresses = TextLink.in(answer.text()).stream().map(TextLink::uri);
    }
    return addresses.flatMap(address -> WebAddress.of(address).stream());
  }

  /** Whether an element, or one inside it, has the target as an address. */
  static boolean linksTo(Element within, WebAddress target) {
    return links(within).anyMatch(target::equals);
  }

  private static Stream<WebAddress> links(Element within) {
    return ATTRIBUTES.stream()
        .flatMap(name -> within.select("[" + name + "]").eachAttr("abs:" + name).stream())
        .flatMap(address -> WebAddress.of(address).stream());
  }

  private List<String> jsonTexts() {
    List<String> texts = new ArrayList<>();
    // Token by token: a tree of a hostile depth would not fit on the stack.
    try (JsonParser parser = new JsonFactory().createParser(answer.body())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          texts.add(parser.getText());
        }
      }
    } catch (IOException e) {
      // What stands before the fault counts.
    }
    return texts;
  }

  /** The entry of microformats that speaks of the target. */
  Optional<HEntry> entryAbout(WebAddress target) {
    return html == null ? Optional.empty() : HEntry.about(html, target);
  }

  /** What its entries answer on the host of the target, by other addresses: few. */
  Stream<WebAddress> answeredBeside(WebAddress target) {
    return html == null
        ? Stream.empty()
        : HEntry.answered(html)
            .filter(target::sameHost)
            .filter(address -> !address.equals(target))
            .distinct()
            .limit(MOST_ANSWERED);
  }

  String title() {
    return html == null ? "" : PlainText.line(html.title());
  }
}
