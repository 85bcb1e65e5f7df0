// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.console.ConnectionView;
import dev.smo.lanes.Lane;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.Agenda;
import dev.smo.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.Queue;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What waits to be posted, lane by lane, and what keeps it. */
@Component(service = QueueReport.class)
public class QueueReport {
  /** More posts of a lane than that are not counted. */
  static final int MOST = 1000;

  /** Longer than any job takes to begin, and than a lane is held by one that died. */
  static final Duration LATE = Duration.ofMinutes(15);

  private static final int OVERDUE = 20;

  private final Connections connections;
  private final Lanes lanes;
  private final Ledger ledger;
  private final JobManager jobs;

  @Activate
  public QueueReport(
      @Reference Connections connections,
      @Reference Lanes lanes,
      @Reference Ledger ledger,
      @Reference JobManager jobs) {
    this.connections = connections;
    this.lanes = lanes;
    this.ledger = ledger;
    this.jobs = jobs;
  }

  /**
   * The lane of a connection.
   *
   * @param known whether the connection is there; posts of one that was removed wait for nothing
   * @param waiting how many posts will go, or are to be taken back; at most {@link #MOST}
   * @param due how many of them should go now
   * @param oldest since when the longest of these waits
   * @param more whether there may be more than were counted
   * @param untaken whether something is due for {@link #LATE}, nothing holds it up and nobody takes
   *     it
   * @param working who works on it now
   */
  record Row(
      String connection,
      String label,
      String network,
      boolean known,
      int waiting,
      int due,
      @Nullable String oldest,
      boolean more,
      boolean untaken,
      @Nullable Working working,
      ConnectionView.@Nullable LaneView lane,
      ConnectionView.@Nullable QuotaView quota) {}

  /** A node that works on a lane, and since when. */
  record Working(String instance, @Nullable String since) {}

  /** A queue of Sling's jobs on the node that answers. */
  record Jobs(String name, long queued, long active, boolean suspended) {}

  /**
   * Everything that waits.
   *
   * @param overdue ids of posts, the first {@link #OVERDUE}, whose sending has taken too long, or
   *     whose approval is over, and that nobody has looked at for {@link #LATE}
   */
  record Report(List<Row> lanes, List<Jobs> jobs, List<String> overdue) {}

  Report report() {
    Instant now = lanes.now();
    List<Row> rows = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (Account account : connections.all()) {
      named.add(Lane.of(account.id()));
      rows.add(of(account, now));
    }
    for (String lane : ledger.agenda().allLanes()) {
      if (!named.contains(lane)) {
        Row row = row(lane, "", "", /* known= */ false, now, null, null);
        if (row.waiting() > 0) {
          rows.add(row);
        }
      }
    }
    return new Report(rows, jobs(), ledger.agenda().due(now.minus(LATE), OVERDUE));
  }

  private Row of(Account account, Instant now) {
    ConnectionView view =
        ConnectionView.of(account, lanes.find(account.id()), connections.locked(account.id()), now);
    return row(
        account.id(),
        account.label(),
        account.network(),
        /* known= */ true,
        now,
        view.lane(),
        view.quota());
  }

  private Row row(
      String id,
      String label,
      String network,
      boolean known,
      Instant now,
      ConnectionView.@Nullable LaneView lane,
      ConnectionView.@Nullable QuotaView quota) {
    Agenda.Queue queue = ledger.agenda().waitingIn(Lane.of(id), now, MOST);
    Working working =
        lanes
            .claims()
            .work(id)
            .map(
                work ->
                    new Working(work.instance(), work.since().map(Instant::toString).orElse(null)))
            .orElse(null);
    boolean late = queue.oldest().filter(at -> at.plus(LATE).isBefore(now)).isPresent();
    boolean free = lane == null || lane.state().equals("open");
    return new Row(
        id,
        label,
        network,
        known,
        queue.waiting(),
        queue.due(),
        queue.oldest().map(Instant::toString).orElse(null),
        queue.more(),
        late && free && working == null && lanes.environment().obstacle().isEmpty(),
        working,
        lane,
        quota);
  }

  private List<Jobs> jobs() {
    return StreamSupport.stream(jobs.getQueues().spliterator(), /* parallel= */ false)
        .filter(queue -> queue.getName().startsWith("smo-"))
        .map(QueueReport::of)
        .sorted(Comparator.comparing(Jobs::name))
        .toList();
  }

  private static Jobs of(Queue queue) {
    return new Jobs(
        queue.getName(),
        queue.getStatistics().getNumberOfQueuedJobs(),
        queue.getStatistics().getNumberOfActiveJobs(),
        queue.isSuspended());
  }
}
