// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.watching;

import dev.smo.host.PageSource;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import dev.smo.syndication.PageWalk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.sling.api.resource.Resource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks over all public pages, some at a time and once a day, for what no event told of: pages that
 * were public before their account was connected, and content that changed without a publication.
 * It walks only where an account is connected whose network looks at things, on the leader.
 */
@Component(
    service = Runnable.class,
    property = {
      "scheduler.name=smo-watch-rounds",
      "scheduler.period:Long=300",
      "scheduler.concurrent:Boolean=false",
      "scheduler.runOn=LEADER"
    })
public final class WatchRounds implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchRounds.class);
  private static final String NODE = Repository.ROOT + "/watched/rounds";
  private static final String AFTER = "after";
  private static final String BEGUN = "begun";
  private static final String ACCOUNTS = "accounts";
  private static final Duration BETWEEN = Duration.ofDays(1);
  private static final int PAGES = 500;

  private final Repository repository;
  private final PageSource pages;
  private final WatchedPages watched;
  private final Clock clock;

  @Activate
  public WatchRounds(
      @Reference Repository repository,
      @Reference PageSource pages,
      @Reference WatchedPages watched,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.pages = pages;
    this.watched = watched;
    this.clock = clock;
  }

  /**
   * How far a round has come.
   *
   * @param after the page to go on behind; empty: it is over, or begins
   * @param accounts on which networks there were accounts when it began
   */
  private record Round(Instant begun, String after, String accounts) {}

  @Override
  public void run() {
    try {
      Set<String> networks = watched.accounts().keySet();
      if (!networks.isEmpty()) {
        walk(networks);
      }
    } catch (RuntimeException | Error e) {
      LOG.warn("Looking for what pages show failed, will try again", e);
    }
  }

  private void walk(Set<String> networks) {
    Instant now = Instant.now(clock);
    String accounts = String.join(" ", networks.stream().sorted().toList());
    Round last = read();
    // Whoever connects an account wants to see something before tomorrow.
    boolean fresh = !last.accounts().equals(accounts);
    if (!fresh && last.after().isEmpty() && last.begun().plus(BETWEEN).isAfter(now)) {
      return;
    }
    boolean begins = fresh || last.after().isEmpty();
    String after = begins ? "" : last.after();
    PageWalk.Leg leg =
        repository.read(
            resolver -> new PageWalk(pages, Instant.EPOCH, now).behind(after, PAGES, resolver));
    for (PageWalk.Found page : leg.found()) {
      note(page.path(), networks);
    }
    write(new Round(begins ? now : last.begun(), leg.last(), accounts));
  }

  /** A page that cannot be read keeps no other from being read. */
  private void note(String path, Set<String> networks) {
    try {
      watched.note(path, networks);
    } catch (RuntimeException | Error e) {
      LOG.warn("What {} shows cannot be read, will try again tomorrow", path, e);
    }
  }

  private Round read() {
    return repository.read(
        resolver -> {
          Resource kept = resolver.getResource(NODE);
          return new Round(
              Repository.time(kept, BEGUN).orElse(Instant.EPOCH),
              kept == null ? "" : kept.getValueMap().get(AFTER, ""),
              kept == null ? "" : kept.getValueMap().get(ACCOUNTS, ""));
        });
  }

  private void write(Round round) {
    repository.commit(
        resolver -> {
          Repository.writable(Repository.node(resolver, NODE))
              .putAll(
                  Map.of(
                      BEGUN,
                      Repository.calendar(round.begun()),
                      AFTER,
                      round.after(),
                      ACCOUNTS,
                      round.accounts()));
          return true;
        });
  }
}
