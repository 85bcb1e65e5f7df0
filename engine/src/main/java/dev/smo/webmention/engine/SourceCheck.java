// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.html.HtmlLimitException;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.Reaction.Kind;
import dev.smo.web.WebAddress;
import dev.smo.webmention.Notice;
import dev.smo.webmention.engine.SourceVerdict.Absent;
import dev.smo.webmention.engine.SourceVerdict.Found;
import dev.smo.webmention.engine.SourceVerdict.Refused;
import dev.smo.webmention.engine.SourceVerdict.Unclear;
import dev.smo.webmention.engine.SourceVerdict.Unlinked;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Looks at a source as a stranger, with short patience and a small bag. */
final class SourceCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LARGEST = 1 << 20;
  // Not 401, 403 or 451: firewalls answer so to servers, and anybody may ask for a look meanwhile.
  private static final Set<Integer> GONE = Set.of(404, 410);

  private final Outbound outbound;
  private final Clock clock;

  SourceCheck(Outbound outbound, Clock clock) {
    this.outbound = outbound;
    this.clock = clock;
  }

  /**
   * What the source says of the page.
   *
   * @param isPage whether an address leads to the page that the notice is for
   */
  SourceVerdict of(Notice notice, Predicate<WebAddress> isPage) throws InterruptedException {
    Request request =
        Request.get(notice.source().uri())
            .header(
                "Accept", "text/html, application/xhtml+xml, application/json, text/plain;q=0.5")
            .header("Cache-Control", "no-cache")
            .followingRedirects()
            .within(PATIENCE)
            .atMost(LARGEST);
    try {
      Answer answer = outbound.send(request);
      if (answer.ok()) {
        return read(notice, SourceDocument.of(answer, clock), isPage);
      }
      String status = "HTTP " + answer.status();
      return GONE.contains(answer.status()) ? new Absent(status) : new Unclear(status);
    } catch (HtmlLimitException e) {
      return new Refused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Unclear(String.valueOf(e.getMessage()));
    }
  }

  private SourceVerdict read(Notice notice, SourceDocument document, Predicate<WebAddress> isPage) {
    if (!document.linksTo(notice.target())) {
      return new Unlinked(document.linksBeside(notice.target()));
    }
    Reaction said = said(notice, document);
    if (said.kind() != Kind.MENTION) {
      return new Found(said);
    }
    // Anybody may write the target in another way: what answers the page stays an answer.
    return new Found(
        document
            .answeredBeside(notice.target())
            .filter(isPage)
            .findFirst()
            .map(answered -> said(new Notice(notice.source(), answered), document))
            .orElse(said));
  }

  private Reaction said(Notice notice, SourceDocument document) {
    Instant now = Instant.now(clock);
    return document
        .entryAbout(notice.target())
        .map(entry -> reaction(notice, entry, now))
        .orElseGet(() -> mention(notice, document.title(), now));
  }

  private static Reaction reaction(Notice notice, HEntry entry, Instant now) {
    Kind kind = entry.kind(notice.target());
    return new Reaction(
        Reaction.WEBMENTION,
        notice.source().toString(),
        kind,
        either(entry.author(), notice.source().host()),
        entry.authorUrl(),
        entry.text(kind),
        either(entry.url(), notice.source().toString()),
        past(entry.published(), now));
  }

  private static Reaction mention(Notice notice, String title, Instant now) {
    String source = notice.source().toString();
    String host = notice.source().host();
    return new Reaction(Reaction.WEBMENTION, source, Kind.MENTION, host, "", title, source, now);
  }

  /** A date in the future would keep its reaction on top for ever. */
  private static Instant past(Optional<Instant> date, Instant now) {
    return date.filter(at -> at.isBefore(now)).orElse(now);
  }

  private static String either(String text, String other) {
    return text.isEmpty() ? other : text;
  }
}
