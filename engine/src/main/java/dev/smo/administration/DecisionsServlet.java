// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.ledger.DecisionLog;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord.Key;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who decided what about which post, the newest first. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/administration/decisions")
public class DecisionsServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  /** So many are in an answer. */
  static final int MOST = 50;

  private static final Instant LAST = Instant.parse("9999-12-30T00:00:00Z");

  private final transient Ledger ledger;

  @Activate
  public DecisionsServlet(@Reference Tokens tokens, @Reference Ledger ledger) {
    super(tokens);
    this.ledger = ledger;
  }

  /**
   * What a GET shows.
   *
   * @param next for the parameter of that name; empty: there are no more
   */
  private record View(List<DecisionView> decisions, String next) {}

  /**
   * A decision; docs/http-api.md describes the fields.
   *
   * @param revision what of the post was decided about
   * @param why what the person said of it, or empty
   * @param state where the post is now, and {@code reason} why
   */
  private record DecisionView(
      String at,
      String who,
      String what,
      String revision,
      String why,
      String post,
      String title,
      String page,
      String network,
      String connection,
      String state,
      String reason) {
    private static DecisionView of(DecisionLog.Entry entry) {
      return new DecisionView(
          entry.decision().at().toString(),
          entry.decision().who(),
          entry.decision().what(),
          entry.decision().revision(),
          entry.decision().reason(),
          entry.post().id(),
          entry.post().text(Key.TITLE),
          entry.post().text(Key.PATH),
          entry.post().text(Key.NETWORK),
          entry.post().text(Key.CONNECTION),
          entry.post().state().name(),
          entry.post().text(Key.REASON));
    }
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    Administrators.only(visitor);
    DecisionLog.Query query =
        new DecisionLog.Query(
            day(request, "from").orElse(Instant.EPOCH),
            day(request, "to").map(day -> day.plusSeconds(24 * 60 * 60)).orElse(LAST),
            text(request, "who"),
            text(request, "what"),
            place(request));
    DecisionLog.Portion found = ledger.decisions().newest(query, MOST);
    return new View(found.entries().stream().map(DecisionView::of).toList(), found.next());
  }

  private static String place(SlingHttpServletRequest request) {
    String next = text(request, "next");
    if (!next.isEmpty() && !DecisionLog.isPlace(next)) {
      throw Refusal.badRequest("next is what an answer said as next.");
    }
    return next;
  }

  private static String text(SlingHttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }

  private static Optional<Instant> day(SlingHttpServletRequest request, String name) {
    String day = text(request, name);
    try {
      return day.isEmpty()
          ? Optional.empty()
          : Optional.of(LocalDate.parse(day).atStartOfDay().toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      throw Refusal.badRequest(name + " is a day, such as 2027-01-31.");
    }
  }
}
