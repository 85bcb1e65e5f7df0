// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.endpoint.PostRights;
import dev.smo.ledger.Attempt;
import dev.smo.ledger.Decision;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.SystemClock;
import dev.smo.web.Utf8Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServletResponse;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.servlets.SlingSafeMethodsServlet;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calendar of a person for programs that cannot log in: whoever has the key sees the posts that
 * the person may see at that time, and changes nothing.
 */
@Component(
    service = Servlet.class,
    property = "sling.auth.requirements=-" + CalendarFeedServlet.PATH)
@SlingServletPaths(CalendarFeedServlet.PATH)
public class CalendarFeedServlet extends SlingSafeMethodsServlet {
  static final String PATH = "/bin/smo/calendar.ics";

  /** So many days back and ahead are in a calendar. */
  static final int BACK = 31;

  static final int AHEAD = 92;

  /** No calendar has more events; those nearest to now are in it. */
  static final int MOST = 1000;

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(CalendarFeedServlet.class);
  private static final Set<State> CERTAIN =
      EnumSet.of(State.SCHEDULED, State.QUEUED, State.SENDING, State.SENT);

  private final transient Subscriptions subscriptions;
  private final transient People people;
  private final transient Ledger ledger;
  private final transient Clock clock;

  @Activate
  public CalendarFeedServlet(
      @Reference Subscriptions subscriptions,
      @Reference People people,
      @Reference Ledger ledger,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.subscriptions = subscriptions;
    this.people = people;
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    try {
      Optional<String> calendar =
          subscription(new Utf8Request(request).getParameter("key")).flatMap(this::calendar);
      if (calendar.isPresent()) {
        response.setHeader("Content-Disposition", "inline; filename=\"posts.ics\"");
        send(response, HttpServletResponse.SC_OK, "text/calendar", calendar.get());
      } else {
        send(
            response,
            HttpServletResponse.SC_NOT_FOUND,
            "text/plain",
            "There is no such calendar. Its address may have been revoked.");
      }
    } catch (RuntimeException e) {
      // A container would show its words, to a stranger.
      LOG.error("A calendar could not be made", e);
      send(
          response,
          HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
          "text/plain",
          "This failed inside the server; its log says more.");
    }
  }

  private Optional<Subscription> subscription(@Nullable String key) {
    return key == null || !key.matches("[A-Za-z0-9_-]{43}")
        ? Optional.empty()
        : subscriptions.find(key);
  }

  /** What its owner sees of it now; an address whose owner is gone goes, too. */
  private Optional<String> calendar(Subscription subscription) {
    Optional<String> calendar =
        people.rights(subscription.user(), rights -> written(subscription, rights));
    if (calendar.isEmpty() && people.isGone(subscription.user())) {
      subscriptions.revoke(subscription.user(), subscription.id());
      LOG.info("The calendar {} is revoked, as its owner is gone", subscription.id());
    }
    return calendar;
  }

  private String written(Subscription subscription, PostRights rights) {
    ICalendar calendar = new ICalendar(subscription.name());
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Stream<LocalDate> days =
        Stream.concat(
            today.datesUntil(today.plusDays(AHEAD)),
            Stream.iterate(today.minusDays(1), day -> day.minusDays(1)).limit(BACK));
    days.flatMap(day -> ledger.day(day).stream())
        .filter(post -> subscription.filter().matches(post) && rights.sees(post))
        .limit(MOST)
        .forEach(post -> calendar.add(event(post)));
    return calendar.toString();
  }

  private static ICalendar.Event event(PostRecord post) {
    String state = post.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String words = PostRecord.joined(post.parts());
    return new ICalendar.Event(
        post.id(),
        CalendarEntry.time(post),
        changed(post),
        CalendarEntry.title(post) + " (" + post.text(Key.CONNECTION) + ")",
        Stream.of(state, words, post.text(Key.PERMALINK))
            .filter(text -> !text.isBlank())
            .collect(Collectors.joining("\n\n")),
        post.text(Key.NETWORK),
        !CERTAIN.contains(post.state()));
  }

  private static Instant changed(PostRecord post) {
    return Stream.of(
            post.time(Key.PLANNED).stream(),
            post.time(Key.WISHED).stream(),
            post.time(Key.SENT).stream(),
            post.attempts().stream().map(Attempt::at),
            post.history().stream().map(Decision::at))
        .flatMap(times -> times)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private static void send(
      SlingHttpServletResponse response, int status, String type, String content)
      throws IOException {
    byte[] body = content.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(type + ";charset=UTF-8");
    response.setHeader("Cache-Control", "private, no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Robots-Tag", "noindex");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
