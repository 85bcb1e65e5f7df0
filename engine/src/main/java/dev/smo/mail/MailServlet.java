// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import dev.smo.calendar.CalendarSite;
import dev.smo.calendar.People;
import dev.smo.calendar.Sites;
import dev.smo.console.ReturnAddress;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.environment.Environment;
import dev.smo.repository.SystemClock;
import dev.smo.schedule.Schedule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The daily mail of the person who asks. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/mail")
public class MailServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient MailSubscriptions subscriptions;
  private final transient DailyMails mails;
  private final transient People people;
  private final transient Sites sites;
  private final transient ReturnAddress address;
  private final transient Environment environment;
  private final transient Clock clock;

  @Activate
  public MailServlet(
      @Reference Tokens tokens,
      @Reference MailSubscriptions subscriptions,
      @Reference DailyMails mails,
      @Reference People people,
      @Reference Sites sites,
      @Reference ReturnAddress address,
      @Reference Environment environment,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    super(tokens);
    this.subscriptions = subscriptions;
    this.mails = mails;
    this.people = people;
    this.sites = sites;
    this.address = address;
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * What is shown.
   *
   * @param configured whether there is a server that takes mails
   * @param address what the person's profile says; empty: nothing
   * @param zones of the sites that the person sees, the first one first
   * @param subscription null where the person wants no mails
   */
  record View(
      boolean configured,
      String address,
      List<String> zones,
      List<String> languages,
      @Nullable Kept subscription) {}

  /**
   * What the person wants, and how it goes.
   *
   * @param proven whether the address is known to be the person's; else nothing but a link goes
   *     there
   * @param next when one that was refused is tried again
   * @param problem why the last one did not arrive; empty: it did
   */
  record Kept(
      String address,
      String time,
      String zone,
      String language,
      boolean weekly,
      boolean proven,
      @Nullable String sent,
      @Nullable String next,
      String problem) {}

  /** A mail is with the server. */
  record Sent(String sent) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    List<CalendarSite> known = sites.of(request.getResourceResolver());
    Optional<MailSubscription> kept = subscriptions.of(visitor.id());
    return new View(
        mails.isConfigured(),
        people.mailAddress(visitor.id()),
        Stream.concat(
                kept.map(one -> one.wish().zone()).stream(),
                Stream.concat(known.stream().map(CalendarSite::zone), Stream.of(ZoneId.of("UTC"))))
            .map(ZoneId::getId)
            .distinct()
            .toList(),
        MailWords.LANGUAGES,
        kept.map(one -> view(one, visitor)).orElse(null));
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    return switch (required(request, "action")) {
      case "save" -> saved(request, visitor);
      case "stop" -> stopped(request, visitor);
      case "try" -> tried(visitor);
      default -> throw Refusal.badRequest("The action is save, stop or try.");
    };
  }

  private Object saved(SlingHttpServletRequest request, Visitor visitor) {
    String page = required(request, "page");
    if (!ReturnAddress.isPage(page)) {
      throw Refusal.badRequest("The page must be a path of this server. (page)");
    }
    MailSubscriptions.Place place =
        new MailSubscriptions.Place(
            address.of(request, page).toString(),
            address.of(request, UnsubscribeServlet.PATH).toString(),
            page);
    MailSubscription.Wish wish = wish(request);
    boolean own = wish.address().equalsIgnoreCase(people.mailAddress(visitor.id()));
    subscriptions.save(visitor.id(), wish, place, own);
    return show(request, visitor);
  }

  private static MailSubscription.Wish wish(SlingHttpServletRequest request) {
    String to = required(request, "address");
    if (!MailAddress.is(to)) {
      throw Refusal.badRequest("This is no address of mail. (address)");
    }
    String language = required(request, "language");
    if (!MailWords.LANGUAGES.contains(language)) {
      throw Refusal.badRequest(
          "The language is one of " + String.join(", ", MailWords.LANGUAGES) + ". (language)");
    }
    return new MailSubscription.Wish(
        to,
        time(required(request, "time")),
        zone(required(request, "zone")),
        language,
        "true".equals(request.getParameter("weekly")));
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text).withSecond(0).withNano(0);
    } catch (DateTimeParseException e) {
      throw Refusal.badRequest("The time is hours and minutes, such as 07:30. (time)");
    }
  }

  private static ZoneId zone(String text) {
    try {
      return Schedule.zone(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(e.getMessage() + " (zone)");
    }
  }

  private Object stopped(SlingHttpServletRequest request, Visitor visitor) {
    subscriptions.stop(visitor.id());
    return show(request, visitor);
  }

  private Sent tried(Visitor visitor) {
    Instant now = clock.instant();
    MailSubscription one =
        subscriptions
            .of(visitor.id())
            .orElseThrow(() -> Refusal.notFound("You get no daily mail. Subscribe first."));
    environment
        .obstacle()
        .ifPresent(
            why -> {
              throw Refusal.conflict("Nothing is sent from this installation. " + why);
            });
    if (!mails.isConfigured()) {
      throw Refusal.conflict("There is no mail service. An administrator has to configure one.");
    }
    String key =
        subscriptions
            .claimTry(one, now)
            .orElseThrow(() -> Refusal.conflict("One was sent just now. Wait a minute."));
    return patiently(() -> answer(mails.sendNow(one, key), visitor, now));
  }

  private static Sent answer(MailServer.Outcome outcome, Visitor visitor, Instant now) {
    if (outcome instanceof MailServer.Refused refused) {
      throw Refusal.conflict(reason(refused.reason(), visitor));
    }
    if (outcome instanceof MailServer.Unknown unknown) {
      throw Refusal.conflict(reason(unknown.reason(), visitor));
    }
    return new Sent(now.toString());
  }

  private static Kept view(MailSubscription one, Visitor visitor) {
    MailSubscription.Standing standing = one.standing();
    return new Kept(
        one.wish().address(),
        one.wish().time().toString(),
        one.wish().zone().getId(),
        one.wish().language(),
        one.wish().weekly(),
        one.proven(),
        standing.sent().map(Instant::toString).orElse(null),
        standing.next().map(Instant::toString).orElse(null),
        standing.problem().isEmpty() ? "" : reason(standing.problem(), visitor));
  }

  /** What a server says may name hosts and users, and is for those who can mend it. */
  private static String reason(String reason, Visitor visitor) {
    return visitor.administrator()
        ? "The mail server did not take the mail: " + reason
        : "The mail server did not take the mail. Look at the address, or ask an administrator.";
  }
}
