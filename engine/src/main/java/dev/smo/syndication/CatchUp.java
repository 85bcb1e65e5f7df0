// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.host.PageSource;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import dev.smo.syndication.PageWalk.Found;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes good what events lost: a crash between a publication and its event, a queue that took no
 * job, a plan that failed to the last try. It walks over all pages, for a bounded time each time,
 * round after round, and plans those that became public since the mark and are not in the ledger,
 * and those that moved and whose new place nobody told. The mark is where a round began that saw
 * everything, and waits for what could not be planned.
 *
 * <p>It runs on the leader. Two at once do no harm, because planning twice is harmless.
 */
@Component(
    service = Runnable.class,
    property = {
      "scheduler.name=smo-catch-up",
      "scheduler.period:Long=300",
      "scheduler.immediate:Boolean=true",
      "scheduler.concurrent:Boolean=false",
      "scheduler.runOn=LEADER"
    })
@Designate(ocd = CatchUp.Settings.class)
public final class CatchUp implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final String NODE = Repository.ROOT + "/catch-up";
  private static final String LOOKED = "looked";

  /** Where nobody has looked for so long, pages whose events were lost stay lost. */
  public static final Duration LATE = Duration.ofHours(1);

  /** So long events have to be done the usual way. */
  private static final Duration EVENTS_FIRST = Duration.ofMinutes(5);

  /** So long planning a page is tried before its posts fail. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  /** How much is done at a time. */
  @ObjectClassDefinition(
      name = "SMO: Catch-up",
      description = "Finds published pages whose events were lost.")
  public @interface Settings {
    @AttributeDefinition(description = "Seconds between two looks", min = "1")
    long scheduler_period() default 300;

    @AttributeDefinition(
        description = "Seconds for which one look goes on; the next one goes on behind it",
        min = "0")
    int seconds() default 20;

    @AttributeDefinition(
        description = "Pages that are read at a time; how far it came is noted after that",
        min = "1")
    int pages() default 5_000;

    @AttributeDefinition(
        description = "Published pages that are compared with the ledger at a time at most",
        min = "1")
    int published() default 100;
  }

  private final Repository repository;
  private final PageSource pages;
  private final Planner planner;
  private final Clock clock;
  private final Settings settings;

  @Activate
  public CatchUp(
      @Reference Repository repository,
      @Reference PageSource pages,
      @Reference Planner planner,
      @Reference(target = SystemClock.ONLY) Clock clock,
      Settings settings) {
    this.repository = repository;
    this.pages = pages;
    this.planner = planner;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * How far the catch-up has come.
   *
   * @param mark what became public up to then is handled
   * @param end of the time that this round looks at; later pages are for the next one
   * @param after the page to go on behind; empty: the round begins
   * @param open when the earliest page of this round became public that could not be planned
   */
  private record Round(Instant mark, Instant end, String after, Optional<Instant> open) {
    private Round missed(Instant published) {
      boolean earlier = open.filter(known -> known.isBefore(published)).isPresent();
      return earlier ? this : new Round(mark, end, after, Optional.of(published));
    }

    private Round at(String page) {
      return new Round(mark, end, page, open);
    }

    private Round over() {
      return new Round(
          open.map(missed -> missed.minusMillis(1)).orElse(end), end, "", Optional.empty());
    }
  }

  /** How long it takes to look at all pages; empty before they were looked at once. */
  public static Optional<Duration> round(Repository repository, Instant now) {
    return RoundTime.of(repository, NODE, now);
  }

  /** When a node looked last; empty before the first time. */
  public static Optional<Instant> lookedAt(Repository repository) {
    return repository.read(resolver -> Repository.time(resolver.getResource(NODE), LOOKED));
  }

  @Override
  public void run() {
    try {
      Instant stop = Instant.now(clock).plusSeconds(settings.seconds());
      Round round = round();
      do {
        Round begun = round;
        Instant began = Instant.now(clock);
        Round next = look(begun);
        repository.commit(resolver -> keep(resolver, begun, began, next));
        round = next;
      } while (!round.after().isEmpty() && Instant.now(clock).isBefore(stop));
    } catch (RuntimeException | Error e) {
      LOG.warn("Looking for pages whose events were lost failed, will try again", e);
    }
  }

  /** Looks at the next pages, and tells how far it came. */
  private Round look(Round begun) {
    if (!begun.end().isAfter(begun.mark())) {
      return begun;
    }
    PageWalk.Leg leg =
        repository.read(
            resolver ->
                new PageWalk(pages, begun.mark(), begun.end())
                    .behind(begun.after(), settings.pages(), resolver));
    Round round = begun;
    int most = settings.published();
    for (Found page : leg.found().stream().limit(most).toList()) {
      // One that moved is found again in the next round, whatever the mark is.
      boolean done = handled(page) || page.moved();
      round = (done ? round : round.missed(page.published())).at(page.path());
    }
    if (leg.found().size() > most) {
      return round;
    }
    return leg.last().isEmpty() ? round.over() : round.at(leg.last());
  }

  /** Whether a page needs no look any more. */
  private boolean handled(Found page) {
    try {
      planner.makeGood(page.path(), page.published());
      return true;
    } catch (RuntimeException | Error e) {
      LOG.error("The posts of {} cannot be made good", page.path(), e);
      boolean over = page.published().isBefore(Instant.now(clock).minus(PATIENCE));
      return over && givenUp(page.path(), e);
    }
  }

  private boolean givenUp(String path, Throwable fault) {
    try {
      planner.giveUp(
          SyndicationRequest.published(path), "The page could not be planned for a day: " + fault);
      return true;
    } catch (RuntimeException | Error e) {
      LOG.error("That {} cannot be planned cannot be noted, will try again", path, e);
      return false;
    }
  }

  /** The round that is under way, or a new one; the first begins with what is published now. */
  private Round round() {
    Instant now = Instant.now(clock);
    Instant end = now.minus(EVENTS_FIRST);
    return repository.read(
        resolver -> {
          Resource kept = resolver.getResource(NODE);
          String after = kept == null ? "" : kept.getValueMap().get("after", "");
          Instant mark = Repository.time(kept, "mark").orElse(now);
          return after.isEmpty()
              ? new Round(mark, end, "", Optional.empty())
              : new Round(
                  mark,
                  Repository.time(kept, "end").orElse(end),
                  after,
                  Repository.time(kept, "open"));
        });
  }

  private boolean keep(ResourceResolver resolver, Round begun, Instant began, Round round)
      throws PersistenceException {
    Instant now = Instant.now(clock);
    Map<String, Object> values = Repository.writable(Repository.node(resolver, NODE));
    values.put("mark", Repository.calendar(round.mark()));
    values.put("end", Repository.calendar(round.end()));
    values.put("after", round.after());
    values.put(LOOKED, Repository.calendar(now));
    if (round.open().isPresent()) {
      values.put("open", Repository.calendar(round.open().get()));
    } else {
      values.remove("open");
    }
    RoundTime.note(values, began, now, begun.after().isEmpty(), round.after().isEmpty());
    return true;
  }
}
