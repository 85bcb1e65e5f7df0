// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.results;

import dev.smo.clicks.ClickSums;
import dev.smo.clicks.LinkClicks;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Visitor;
import dev.smo.engagement.Counters;
import dev.smo.engagement.Watch;
import dev.smo.engagement.Watches;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What people do with the posts of one page and with what it shows, day by day in UTC, and with its
 * share bar. The page is known by its identity, so it may have moved. Reads the posts of the page
 * and some months.
 */
@Component(service = PageResults.class)
public class PageResults {
  /** Most posts of a page, the latest, of which days are read. */
  static final int MOST_POSTS = 100;

  /** Days for which uses of the share bar are read. */
  static final int SHARED_DAYS = 90;

  private final Repository repository;
  private final Ledger ledger;
  private final Counters counters;
  private final Watches watches;
  private final LinkClicks clicks;
  private final ClickSums shares;
  private final Clock clock;

  @Activate
  public PageResults(
      @Reference Repository repository,
      @Reference Ledger ledger,
      @Reference LinkClicks clicks,
      @Reference ClickSums shares,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.ledger = ledger;
    this.counters = new Counters(repository);
    this.watches = new Watches(repository);
    this.clicks = clicks;
    this.shares = shares;
    this.clock = clock;
  }

  /**
   * What is shown.
   *
   * @param shared how often its share bar was used by network and day, in the last 90 days
   * @param truncated whether the page has more posts than are shown
   * @param watched what the page shows and nobody posted from here, such as videos
   */
  record View(
      String page,
      String title,
      List<PostDays> posts,
      Map<String, SortedMap<String, Long>> shared,
      boolean truncated,
      List<WatchDays> watched) {}

  /**
   * Something that the page shows, and its figures of the last days on which its network was asked.
   *
   * @param since when the page was first seen with it
   */
  record WatchDays(
      String id,
      String network,
      String connection,
      String since,
      String permalink,
      SortedMap<String, Map<String, Long>> days) {}

  /**
   * A post, and its figures as they stood on each day on which its network was asked.
   *
   * @param clicked how often its short link was followed on each day; null: it has none, or nobody
   *     counts that
   */
  record PostDays(
      String id,
      String network,
      String connection,
      String sent,
      String permalink,
      SortedMap<String, Map<String, Long>> days,
      @Nullable SortedMap<String, Long> clicked) {}

  View of(String path, SlingHttpServletRequest request, Visitor visitor) {
    Resource page = request.getResourceResolver().getResource(path);
    if (page == null || !visitor.sees(path)) {
      throw Refusal.notFound("There is no such page.");
    }
    String identity = identity(request.getResourceResolver(), path);
    List<PostRecord> out =
        (identity.matches("[\\w-]{2,100}") ? ledger.ofPage(identity) : List.<PostRecord>of())
            .stream()
                .filter(post -> post.state() == State.SENT && post.isAboutPage())
                .sorted(Comparator.comparing(PageResults::sent).reversed())
                .toList();
    List<Watch> shown =
        watches.of(identity).stream().filter(watch -> watch.seen() != null).toList();
    Stream<String> known =
        Stream.concat(
            out.stream().map(post -> post.text(Key.PATH)), shown.stream().map(Watch::path));
    boolean copied = isElsewhere(identity, path, known.distinct().toList());
    List<PostRecord> posts =
        copied
            ? List.of()
            : out.stream()
                .filter(post -> visitor.administrator() || !PageAway.isRemoved(post))
                .toList();
    Resource content = page.getChild("jcr:content");
    String title = content == null ? "" : content.getValueMap().get("jcr:title", "");
    return new View(
        path,
        title,
        posts.stream().limit(MOST_POSTS).map(this::days).toList(),
        copied || identity.isEmpty() ? Map.of() : shared(identity),
        posts.size() > MOST_POSTS,
        copied ? List.of() : shown.stream().map(this::days).toList());
  }

  /**
   * Whether another page has the identity, and the posts: an identity in content is a claim. Asked
   * with the session of SMO, because that page may be hidden from the visitor.
   */
  private boolean isElsewhere(String identity, String path, List<String> known) {
    return repository.read(
        resolver ->
            known.stream()
                .anyMatch(
                    other -> !other.equals(path) && identity.equals(identity(resolver, other))));
  }

  private static String identity(ResourceResolver resolver, String page) {
    Resource own = resolver.getResource(page + "/jcr:content/smo");
    return own == null ? "" : own.getValueMap().get("id", "");
  }

  private static Instant sent(PostRecord post) {
    return post.time(Key.SENT).orElse(Instant.EPOCH);
  }

  private WatchDays days(Watch watch) {
    return new WatchDays(
        watch.id(),
        watch.network(),
        watch.connection(),
        watch.since().toString(),
        watch.subject().permalink(),
        days(watch.id()));
  }

  private SortedMap<String, Map<String, Long>> days(String id) {
    SortedMap<String, Map<String, Long>> days = new TreeMap<>();
    counters
        .of(id)
        .forEach((day, counts) -> days.put(day.toString(), named(Figure.of(counts.numbers()))));
    return days;
  }

  private PostDays days(PostRecord post) {
    return new PostDays(
        post.id(),
        post.text(Key.NETWORK),
        post.text(Key.CONNECTION),
        sent(post).toString(),
        post.text(Key.PERMALINK),
        days(post.id()),
        post.text(Key.TARGET).isEmpty() || !clicks.known() ? null : clicked(post));
  }

  private static Map<String, Long> named(Map<Figure, Long> figures) {
    Map<String, Long> named = new TreeMap<>();
    figures.forEach((figure, number) -> named.put(figure.label(), number));
    return named;
  }

  private SortedMap<String, Long> clicked(PostRecord post) {
    YearMonth now = YearMonth.from(today());
    YearMonth planned =
        YearMonth.from(post.time(Key.PLANNED).orElse(sent(post)).atZone(ZoneOffset.UTC));
    // A year of months at most, however old the post is.
    YearMonth from = planned.isBefore(now.minusYears(1)) ? now.minusYears(1) : planned;
    SortedMap<String, Long> days = new TreeMap<>();
    clicks.days(post.id(), from, now).forEach((day, count) -> days.put(day.toString(), count));
    return days;
  }

  private Map<String, SortedMap<String, Long>> shared(String identity) {
    Map<String, SortedMap<String, Long>> shared = new TreeMap<>();
    shares
        .days(identity, today().minusDays(SHARED_DAYS - 1L), today())
        .forEach(
            (day, counts) ->
                counts.forEach(
                    (network, count) ->
                        shared
                            .computeIfAbsent(network, any -> new TreeMap<>())
                            .put(day.toString(), count)));
    return shared;
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(ZoneOffset.UTC));
  }
}
