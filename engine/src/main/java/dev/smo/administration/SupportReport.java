// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.console.ConnectionView;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.Decision;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import dev.smo.syndication.CatchUp;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What whoever helps from afar has to know. No secret is in it, no words of posts or titles of
 * pages, and nobody's name but where a reason holds one.
 */
@Component(service = SupportReport.class)
public class SupportReport {
  /** So many posts of each kind are told of. */
  private static final int MOST = 100;

  /** So many days back and ahead posts are counted by their state. */
  private static final int DAYS = 31;

  /** After so many posts no more days are counted. */
  private static final int COUNTED = 20_000;

  private static final long MEGABYTE = 1_000_000;

  private final BundleContext bundles;
  private final Repository repository;
  private final Connections connections;
  private final Lanes lanes;
  private final Ledger ledger;

  @Activate
  public SupportReport(
      BundleContext bundles,
      @Reference Connections connections,
      @Reference Lanes lanes,
      @Reference Ledger ledger,
      @Reference Repository repository) {
    this.bundles = bundles;
    this.repository = repository;
    this.connections = connections;
    this.lanes = lanes;
    this.ledger = ledger;
  }

  /**
   * All of it; docs/http-api.md describes the fields.
   *
   * @param schema version of the data, of which this software knows {@code knownSchema}
   * @param states how many posts of the days around today are in each state
   */
  record Report(
      String at,
      long schema,
      long knownSchema,
      String environment,
      @Nullable String obstacle,
      @Nullable String caughtUp,
      Machine machine,
      List<Part> bundles,
      List<Waiting> lanes,
      List<ConnectionView> connections,
      Map<String, Integer> states,
      List<Trouble> attention) {}

  /** Where it runs. */
  record Machine(
      String java, String system, int processors, long heapUsed, long heapMost, long upSeconds) {
    private static Machine now() {
      Runtime machine = Runtime.getRuntime();
      return new Machine(
          System.getProperty("java.vm.name") + " " + Runtime.version(),
          System.getProperty("os.name") + " " + System.getProperty("os.version"),
          machine.availableProcessors(),
          (machine.totalMemory() - machine.freeMemory()) / MEGABYTE,
          machine.maxMemory() / MEGABYTE,
          ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
    }
  }

  /** A bundle. */
  record Part(String name, String version, boolean active) {
    private static Part of(Bundle bundle) {
      return new Part(
          bundle.getSymbolicName(),
          bundle.getVersion().toString(),
          bundle.getState() == Bundle.ACTIVE);
    }
  }

  /** A lane, and how many of its posts are due. */
  record Waiting(String lane, int due) {}

  /** A post that wants a person. */
  record Trouble(
      String id,
      String state,
      String connection,
      String page,
      int attempts,
      String reason,
      List<String> history) {
    private static Trouble of(PostRecord post) {
      return new Trouble(
          post.id(),
          post.state().name(),
          post.text(Key.CONNECTION),
          post.text(Key.PATH),
          post.attempt(),
          post.text(Key.REASON),
          post.history().stream().map(Trouble::told).toList());
    }

    /** Without names: they help nobody elsewhere. */
    private static String told(Decision decision) {
      return decision.at() + " " + decision.what();
    }
  }

  Report now() {
    Instant now = lanes.now();
    return new Report(
        now.toString(),
        repository.read(Repository::schema),
        Repository.SCHEMA,
        lanes.environment().name(),
        lanes.environment().obstacle().orElse(null),
        CatchUp.lookedAt(repository).map(Instant::toString).orElse(null),
        Machine.now(),
        Stream.of(bundles.getBundles())
            .filter(SupportReport::matters)
            .map(Part::of)
            .sorted(Comparator.comparing(Part::name))
            .toList(),
        ledger.agenda().lanes(now).stream()
            .map(lane -> new Waiting(lane, ledger.agenda().lane(lane, now, MOST).size()))
            .toList(),
        connections.all().stream().map(account -> view(account, now)).toList(),
        states(LocalDate.ofInstant(now, ZoneOffset.UTC)),
        ledger.attention().stream()
            .sorted(Comparator.comparing(SupportReport::last).reversed())
            .limit(MOST)
            .map(Trouble::of)
            .toList());
  }

  private ConnectionView view(Account account, Instant now) {
    Optional<String> locked = connections.locked(account.id());
    return ConnectionView.of(account, lanes.find(account.id()), locked, now);
  }

  /** The days before today count first, the latest before all. */
  private Map<String, Integer> states(LocalDate today) {
    Map<String, Integer> states = new TreeMap<>();
    int counted = 0;
    List<LocalDate> days =
        Stream.concat(
                Stream.iterate(today, day -> day.minusDays(1)).limit(DAYS),
                Stream.iterate(today.plusDays(1), day -> day.plusDays(1)).limit(DAYS))
            .toList();
    for (LocalDate day : days) {
      for (PostRecord post : counted > COUNTED ? List.<PostRecord>of() : ledger.day(day)) {
        states.merge(post.state().name(), 1, Integer::sum);
        counted++;
      }
    }
    return states;
  }

  /** When something was last tried. */
  private static Instant last(PostRecord post) {
    return post.attempts().isEmpty()
        ? post.time(Key.PLANNED).orElse(Instant.EPOCH)
        : post.attempts().get(post.attempts().size() - 1).at();
  }

  private static boolean matters(Bundle bundle) {
    String name = String.valueOf(bundle.getSymbolicName());
    return Stream.of(
            "dev.smo.",
            "org.apache.sling.",
            "org.apache.felix.",
            "org.apache.jackrabbit.oak",
            "com.adobe.")
        .anyMatch(name::startsWith);
  }
}
