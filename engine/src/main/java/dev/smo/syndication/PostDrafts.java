// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connections.Connectors;
import dev.smo.connections.FieldCheck;
import dev.smo.connections.KeptLimits;
import dev.smo.connections.OtherKeyException;
import dev.smo.connector.Connector;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Price;
import dev.smo.connector.Shape;
import dev.smo.ledger.Again;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.links.ShortLinks;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.post.Connection;
import dev.smo.prose.PlainText;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import dev.smo.schedule.Rhythm;
import dev.smo.schedule.When;
import dev.smo.tracking.TrackedLinks;
import dev.smo.wording.TextTemplate;
import dev.smo.wording.ThreadTemplate;
import dev.smo.wording.Wording;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Words one post for one connection, and says where its way begins. */
@Component(service = PostDrafts.class)
public class PostDrafts {
  private static final Logger LOG = LoggerFactory.getLogger(PostDrafts.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofHours(24);

  private final Connections connections;
  private final Connectors networks;
  private final Clock clock;
  private final Consumer<Account> limits;
  private final Supplier<List<CampaignMarks>> campaigns;

  @Activate
  public PostDrafts(
      @Reference Connections connections,
      @Reference Connectors networks,
      @Reference KeptLimits limits,
      @Reference Repository repository,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this(connections, networks, limits::know, () -> CampaignMarks.all(repository), clock);
  }

  /** Where nobody has to be asked what a server takes, and there are no campaigns. */
  public PostDrafts(Connections connections, Connectors networks, Clock clock) {
    this(connections, networks, account -> {}, List::of, clock);
  }

  /**
   * As the engine has one.
   *
   * @param limits asks what the server of an account takes, where that is not known
   */
  public PostDrafts(
      Connections connections,
      Connectors networks,
      Consumer<Account> limits,
      Repository repository,
      Clock clock) {
    this(connections, networks, limits, () -> CampaignMarks.all(repository), clock);
  }

  private PostDrafts(
      Connections connections,
      Connectors networks,
      Consumer<Account> limits,
      Supplier<List<CampaignMarks>> campaigns,
      Clock clock) {
    this.campaigns = campaigns;
    this.connections = connections;
    this.networks = networks;
    this.limits = limits;
    this.clock = clock;
  }

  /** By the clock that says when posts are due, in whole milliseconds. */
  Instant now() {
    return Instant.now(clock).truncatedTo(ChronoUnit.MILLIS);
  }

  /** When to try again to make a post whose connector, or whose words, are missing. */
  Instant lookAgain() {
    return Instant.now(clock).plus(LOOK_AGAIN);
  }

  /**
   * Refuses a connection that somebody named and that is none.
   *
   * @throws IllegalArgumentException says so
   */
  void mustExist(String connectionId) {
    if (!exists(connectionId)) {
      throw new IllegalArgumentException(missing(connectionId));
    }
  }

  boolean exists(String connectionId) {
    return connections.find(connectionId).isPresent();
  }

  String network(String connectionId) {
    return connections.find(connectionId).map(Account::network).orElse("");
  }

  private static String missing(String connectionId) {
    return "There is no connection " + connectionId + ".";
  }

  /**
   * The post as it would enter the ledger; only its page's identity is missing. One that cannot be
   * made, whatever stops it, has failed and says why, so that the page's others are made.
   */
  PostRecord draft(String id, String connectionId, PlannedPage subject, SyndicationRequest wish) {
    return draft(id, connectionId, subject, wish, Optional.empty());
  }

  /**
   * The same.
   *
   * @param marked by which time its links are marked; empty: by that which it will have
   */
  PostRecord draft(
      String id,
      String connectionId,
      PlannedPage subject,
      SyndicationRequest wish,
      Optional<Instant> marked) {
    PostRecord facts =
        facts(id, connectionId, subject, wish).with(Key.MARKED_FOR, marked.orElse(null));
    try {
      return draft(facts, connectionId, subject, wish);
    } catch (RuntimeException | Error e) {
      LOG.error("The post of {} for {} cannot be made", subject.page().path(), connectionId, e);
      return facts.to(State.FAILED, "A fault while the post was made, of which the log says more.");
    }
  }

  private PostRecord draft(
      PostRecord draft, String connectionId, PlannedPage subject, SyndicationRequest wish) {
    Optional<Account> account = connections.find(connectionId);
    if (account.isEmpty()) {
      return draft.to(State.FAILED, missing(connectionId));
    }
    PostRecord decided = draft.with(Key.NETWORK, account.get().network());
    Optional<Connector> connector = networks.poster(account.get().network());
    try {
      if (connector.isEmpty()) {
        return timed(decided, account.get().rhythm(), subject, wish)
            .to(State.PLANNED, networks.unposted(account.get().network()))
            .with(Key.DUE, lookAgain());
      }
      decided = illustrated(decided, subject.chosen(account.get(), wish));
      if (!wish.explicit()) {
        SyndicationPolicies.means(subject.page(), subject.policy());
      }
      limits.accept(account.get());
      Connection connection = connections.open(connectionId).orElseThrow();
      Network network = connector.get().network();
      Map<String, String> options =
          new NetworkOptions(network, account.get(), subject).values(wish);
      decided = decided.withOptions(options);
      Optional<String> wrong =
          FieldCheck.problem(network, connection).or(() -> FieldCheck.problem(network, options));
      if (wrong.isPresent()) {
        return decided.to(State.FAILED, wrong.get());
      }
      Limits limits = connector.get().limits(connection, options);
      return placed(
          priced(worded(decided, limits, account.get(), subject, wish), network, limits),
          account.get(),
          subject,
          wish);
    } catch (OtherKeyException e) {
      return timed(decided, account.get().rhythm(), subject, wish)
          .to(State.PLANNED, String.valueOf(e.getMessage()))
          .with(Key.DUE, lookAgain());
    } catch (IllegalArgumentException
        | IllegalStateException
        | TextTemplate.LinkTooLongException e) {
      return decided.to(State.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** With pictures that somebody chose, of which the page's own is none; none: as it is. */
  private static PostRecord illustrated(PostRecord draft, List<Image> chosen) {
    return chosen.isEmpty()
        ? draft
        : draft
            .with(Key.IMAGE, null)
            .with(Key.IMAGE_ALT, null)
            .with(Key.MORE_IMAGES, texts(chosen, image -> image.url().toString()))
            .with(Key.MORE_ALTS, texts(chosen, image -> PlainText.line(image.alt())))
            .with(Key.IMAGE_INSTEAD, true)
            .with(Key.OWN_IMAGES, true);
  }

  private PostRecord facts(
      String id, String connection, PlannedPage subject, SyndicationRequest wish) {
    Page page = subject.page();
    SyndicationPolicy policy = subject.policy();
    Image image = page.image().orElse(null);
    List<Image> more = moreImages(subject);
    boolean approval = mustApprove(policy) || wish.approval();
    return Again.byPolicy(policy.againDays(), policy.againTimes())
        .on(asked(id, connection, wish))
        .with(Key.PATH, page.path())
        .with(Key.ADDRESS, page.url().toString())
        .with(Key.CANONICAL, page.canonical().toString())
        .with(Key.TITLE, PlainText.line(page.title()))
        .with(Key.DESCRIPTION, PlainText.line(page.description()))
        .with(Key.IMAGE, image == null ? null : image.url().toString())
        .with(Key.IMAGE_ALT, image == null ? null : PlainText.line(image.alt()))
        .with(Key.MORE_IMAGES, texts(more, further -> further.url().toString()))
        .with(Key.MORE_ALTS, texts(more, further -> PlainText.line(further.alt())))
        .with(Key.IMAGE_INSTEAD, page.file() || "image".equals(policy.picture()))
        .with(Key.FILE, page.file() ? true : null)
        .with(Key.LANGUAGE, page.locale().toLanguageTag())
        .with(Key.TEMPLATE, page.template().isEmpty() ? null : page.template())
        .with(Key.TAGS, texts(page.tags(), PlainText::line))
        .with(Key.AUTHORS, texts(page.authors(), author -> PlainText.line(author.name())))
        .with(Key.SITE, page.site().path())
        .with(Key.BURST_LIMIT, wish.explicit() ? 0 : policy.burstLimit())
        .with(Key.BURST_MINUTES, policy.burstMinutes())
        .with(Key.BURST_DIGEST, "digest".equals(policy.burst()) ? true : null)
        .with(Key.GATE_MINUTES, policy.gateMinutes())
        .with(Key.MUST_APPROVE, approval ? true : null)
        .with(Key.ENTERED, approval ? connections.entered(connection).orElse(null) : null)
        .with(Key.APPROVAL_HOURS, SyndicationPolicies.hours(policy.approvalHours()).orElse(null))
        .with(
            Key.OWNERS,
            policy.fourEyes() ? subject.choices().people().toArray(String[]::new) : null);
  }

  static boolean mustApprove(SyndicationPolicy policy) {
    return policy.approval() || policy.fourEyes();
  }

  /** What is known of a post before its page is read. */
  private PostRecord asked(String id, String connection, SyndicationRequest wish) {
    return PostRecord.draft(id, State.PLANNED)
        .with(Key.PATH, wish.path())
        .with(Key.CONNECTION, connection)
        .with(Key.PLANNED, wish.since().orElseGet(this::now))
        .with(Key.WISHED_TEXT, wish.text().isEmpty() ? null : wish.text())
        .with(Key.WISHED_AT, wish.at().map(When::toString).orElse(null))
        .withWishedOptions(wish.options())
        .with(Key.WISHED_IMAGES, texts(wished(wish).places(), place -> place))
        .with(Key.WISHED_ALTS, texts(wished(wish).alts(), alt -> alt))
        .with(Key.APPROVAL, wish.approval() ? true : null)
        .with(Key.RELEASED, wish.explicit() ? true : null);
  }

  private static ChosenImages wished(SyndicationRequest wish) {
    return wish.images().orElse(ChosenImages.NONE);
  }

  /** A post of a page that could not be planned, with what somebody asked for. */
  PostRecord lost(String id, String connection, SyndicationRequest wish, String reason) {
    return asked(id, connection, wish)
        .with(Key.MUST_APPROVE, wish.approval() ? true : null)
        .to(State.FAILED, reason);
  }

  private static List<Image> moreImages(PlannedPage subject) {
    Set<URI> seen = new HashSet<>();
    subject.page().image().ifPresent(own -> seen.add(own.url()));
    return subject.moreImages().stream().filter(image -> seen.add(image.url())).toList();
  }

  private static <T> String @Nullable [] texts(List<T> all, Function<T, String> text) {
    return all.isEmpty() ? null : all.stream().map(text).toArray(String[]::new);
  }

  /** Where links are marked, with the time by which that is done. */
  private PostRecord marked(
      PostRecord draft, Account account, PlannedPage subject, SyndicationRequest wish) {
    if (!subject.tracking().enabled()) {
      return draft.with(Key.MARKED_FOR, null);
    }
    return draft.time(Key.MARKED_FOR).isPresent()
        ? draft
        : draft.with(
            Key.MARKED_FOR,
            timed(draft, account.rhythm(), subject, wish).time(Key.SCHEDULED).orElseGet(this::now));
  }

  /** The campaign of a post in whose days it is, where its links are marked at all. */
  private Optional<CampaignMarks> campaign(PostRecord draft, Account account, PlannedPage subject) {
    String named = TrackedLinks.campaign(subject.tracking(), subject.origin(account));
    return draft
        .time(Key.MARKED_FOR)
        .flatMap(at -> CampaignMarks.of(campaigns.get(), named, draft.texts(Key.TAGS), at));
  }

  private PostRecord worded(
      PostRecord unmarked,
      Limits limits,
      Account account,
      PlannedPage subject,
      SyndicationRequest wish) {
    Page page = subject.page();
    PostRecord draft = marked(unmarked, account, subject, wish);
    Optional<CampaignMarks> own = campaign(draft, account, subject);
    TrackedLinks.Origin origin =
        own.map(one -> subject.origin(account, one.id())).orElseGet(() -> subject.origin(account));
    URI target =
        TrackedLinks.inPost(
            page.canonical(),
            subject.tracking(),
            origin,
            own.map(CampaignMarks::marks).orElse(Map.of()));
    boolean isShort = subject.tracking().shortLinks();
    String campaign = TrackedLinks.campaign(subject.tracking(), origin);
    URI link =
        isShort
            ? ShortLinks.address(page.url(), subject.tracking().shortLinksBelow(), draft.id())
            : target;
    ThreadTemplate template =
        ThreadTemplate.parse(template(account, subject, wish))
            .in(subject.zone())
            .mentioning(subject.mentions(account));
    int most = ThreadTemplate.most(limits);
    if (template.size() > most && most > 1 && ownWords(account, subject, wish)) {
      throw new IllegalArgumentException(ThreadTemplate.tooMany(template.size(), limits));
    }
    boolean whole = template.size() <= most;
    Shape shape = shape(draft, limits);
    List<Wording> parts =
        whole
            ? template.compose(page, link, limits, shape)
            : template.composeFirst(page, link, limits, shape);
    return said(draft, parts)
        .with(Key.LINK, link.toString())
        .with(Key.TARGET, isShort ? target.toString() : null)
        .with(Key.CAMPAIGN, campaign.isEmpty() ? null : campaign)
        .with(Key.NOTE, whole ? null : note(template.size(), most));
  }

  /** The record with the words of a post, at least one part, in place of those it had. */
  public static PostRecord said(PostRecord post, List<Wording> parts) {
    String[] thread = parts.stream().skip(1).map(Wording::text).toArray(String[]::new);
    return post.with(Key.TEXT, parts.get(0).text())
        .with(Key.HASHTAGS, parts.get(0).hashtags().toArray(String[]::new))
        .with(Key.THREAD, thread.length == 0 ? null : thread);
  }

  private static String note(int parts, int most) {
    return "Only the first of "
        + parts
        + " parts: "
        + (most == 1
            ? "this network has no threads."
            : "the network takes threads of " + most + " at most.");
  }

  /**
   * The shape that a post will most likely have. A picture that turns out not to be usable makes a
   * link post of it, whose words may be as long or longer.
   */
  public static Shape shape(PostRecord draft, Limits limits) {
    boolean some = !draft.text(Key.IMAGE).isEmpty() || !draft.texts(Key.MORE_IMAGES).isEmpty();
    boolean attached = (draft.flag(Key.IMAGE_INSTEAD) && some) || !limits.takes(Shape.LINK);
    return attached && limits.takes(Shape.IMAGES)
        ? Shape.IMAGES
        : limits.takes(Shape.LINK) ? Shape.LINK : Shape.TEXT;
  }

  private PostRecord placed(
      PostRecord draft, Account account, PlannedPage subject, SyndicationRequest wish) {
    PostRecord timed = timed(draft, account.rhythm(), subject, wish);
    Instant scheduled = timed.time(Key.SCHEDULED).orElseThrow();
    Optional<Obstacle> obstacle = obstacle(account, subject, wish, scheduled);
    if (obstacle.isPresent()) {
      return timed.to(State.SKIPPED, reason(obstacle.get(), account, subject));
    }
    Instant now = now();
    Instant due = scheduled.isAfter(now) ? scheduled : now;
    return timed.flag(Key.MUST_APPROVE)
        ? timed.toBeApproved("", now)
        : timed.to(State.SCHEDULED, "").with(Key.DUE, due).with(Key.FIRST_DUE, due);
  }

  private PostRecord timed(
      PostRecord draft, Rhythm rhythm, PlannedPage subject, SyndicationRequest wish) {
    Instant since = wish.since().orElseGet(this::now);
    // Some hosts publish a page before the time from which they show it.
    Instant shown = subject.page().published().filter(on -> on.isAfter(since)).orElse(since);
    return PostTime.of(subject.policy(), rhythm, wish, shown).on(draft);
  }

  /** A post with what the price list of its network says of its parts, by what is in them. */
  public static PostRecord priced(PostRecord post, Network network, Limits limits) {
    Optional<Price> plain = network.price(Shape.TEXT);
    Optional<Price> linked = network.price(shape(post, limits)).or(() -> plain);
    return post.with(Key.PRICE, linked.map(PostDrafts::written).orElse(null))
        .with(Key.PRICE_PLAIN, plain.map(PostDrafts::written).orElse(null));
  }

  /** A price as it stands on a record. */
  public static String written(Price price) {
    return price.amount().toPlainString() + " " + price.currency().getCurrencyCode();
  }

  /** What keeps a post back that would go out now. */
  Optional<Obstacle> obstacle(Account account, PlannedPage subject, SyndicationRequest wish) {
    return obstacle(account, subject, wish, Instant.now(clock));
  }

  /** What keeps a post back that would go out at a time. */
  private Optional<Obstacle> obstacle(
      Account account, PlannedPage subject, SyndicationRequest wish, Instant scheduled) {
    Page page = subject.page();
    if (subject.choices().doNotShare()) {
      return Optional.of(Obstacle.DO_NOT_SHARE);
    }
    if (subject.choices().without().contains(account.id())) {
      return Optional.of(Obstacle.NOT_HERE);
    }
    if (page.noindex()) {
      return Optional.of(Obstacle.NOINDEX);
    }
    if (page.closed()) {
      return Optional.of(Obstacle.CLOSED);
    }
    if (page.expires().filter(end -> end.isBefore(scheduled.plus(SOON))).isPresent()) {
      return Optional.of(Obstacle.EXPIRES);
    }
    if (wish.explicit()) {
      return Optional.empty();
    }
    LocalDate since = since(account, subject.policy());
    boolean old =
        page.published().map(PostDrafts::day).filter(day -> day.isBefore(since)).isPresent();
    return old ? Optional.of(Obstacle.OLD) : Optional.empty();
  }

  private String reason(Obstacle obstacle, Account account, PlannedPage subject) {
    return switch (obstacle) {
      case DO_NOT_SHARE -> "The author chose not to share this page.";
      case NOT_HERE -> "The author chose not to post this page to " + account.label() + ".";
      case NOINDEX -> "The page asks not to be listed (noindex).";
      case CLOSED -> "Strangers may not read this page: it is for a closed group of users.";
      case EXPIRES -> "The page goes away within a day of the post.";
      case OLD ->
          "The page was public before "
              + since(account, subject.policy())
              + ", when posting to "
              + account.label()
              + " began. Send it from here if you want it posted.";
    };
  }

  /** Whether a connection was made after a time. */
  boolean madeAfter(String connectionId, Instant time) {
    return connections
        .find(connectionId)
        .map(Account::since)
        .filter(since -> since.isAfter(time))
        .isPresent();
  }

  LocalDate since(Account account, SyndicationPolicy policy) {
    Instant since = account.since();
    return SyndicationPolicies.since(policy)
        .orElseGet(() -> day(since == null ? Instant.now(clock) : since));
  }

  private static LocalDate day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** Whether a person wrote the words for this page, and not the policy for all. */
  private static boolean ownWords(Account account, PlannedPage subject, SyndicationRequest wish) {
    return !wish.text().isEmpty()
        || !subject.choices().textFor(account.id(), account.network()).isEmpty();
  }

  /**
   * The most particular words win: of the wish, the page, the connection, the network, the site.
   */
  static String template(Account account, PlannedPage subject, SyndicationRequest wish) {
    if (!wish.text().isEmpty()) {
      return wish.text();
    }
    String own = subject.choices().textFor(account.id(), account.network());
    if (!own.isEmpty()) {
      return own;
    }
    SyndicationPolicy policy = subject.policy();
    return text(policy, account.id())
        .or(() -> text(policy, account.network()))
        .orElseGet(policy::text);
  }

  private static Optional<String> text(SyndicationPolicy policy, String name) {
    for (String text : policy.texts()) {
      if (text.startsWith(name + "=")) {
        return Optional.of(text.substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }
}
