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
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jetbrains.annotations.Nullable;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What is found at the source of a notice. HTML must hold the target in an attribute that is an
 * address, JSON as the whole of a text, plain text anywhere; other types hold no links.
 */
final class SourceDocument {
  private static final Set<String> ATTRIBUTES = Set.of("href", "src", "cite", "data", "poster");

  private final Answer answer;
  private final @Nullable Document html;

  private SourceDocument(Answer answer, @Nullable Document html) {
    this.answer = answer;
    this.html = html;
  }

  static SourceDocument of(Answer answer) throws IOException {
    boolean html = answer.type().equals("text/html") || answer.type().endsWith("/xhtml+xml");
    return new SourceDocument(answer, html ? BoundedHtml.parse(answer) : null);
  }

  boolean linksTo(WebAddress target) throws IllegalStateException {
    if (html != null) {
      return linksTo(html, target);
    }
    if (answer.type().endsWith("/json") || answer.type().endsWith("+json")) {
      return jsonHolds(target);
    }
    return answer.type().equals("text/plain") && answer.text().contains(target.toString());
  }

  /** Whether an element, or one inside it, has the target as an address. */
  static boolean linksTo(Element within, WebAddress target) {
    return ATTRIBUTES.stream()
        .flatMap(name -> within.select("[" + name + "]").eachAttr("abs:" + name).stream())
        .anyMatch(address -> WebAddress.of(address).filter(target::equals).isPresent());
  }

  private boolean jsonHolds(WebAddress target) {
    // Token by token: a tree of a hostile depth would not fit on the stack.
    try (JsonParser parser = new JsonFactory().createParser(answer.body())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING
            && WebAddress.of(parser.getText()).filter(target::equals).isPresent()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** The entry of microformats that speaks of the target. */
  Optional<HEntry> entryAbout(WebAddress target) {
    return html == null ? Optional.empty() : HEntry.about(html, target);
  }

  String title() {
    return html == null ? "" : PlainText.line(html.title());
  }
}
