// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.connections.NetworkClient;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Looks at posts that are out when their time has come, on the leader: some of each lane in turn,
 * so that no connection takes the time of another. A network that fails for several posts in a row
 * is left alone for a while, with all of the connection; a single post that cannot be read holds up
 * no other.
 */
@Component(
    service = {Runnable.class, EngagementPoller.class},
    configurationPid = "dev.smo.engagement.EngagementPoller",
    property = {
      "scheduler.name=smo-engagement",
      "scheduler.period:Long=10",
      "scheduler.concurrent:Boolean=false",
      "scheduler.runOn=LEADER"
    })
@Designate(ocd = EngagementSettings.class)
public class EngagementPoller implements Runnable {
  private static final Duration BETWEEN_PURGES = Duration.ofHours(12);

  private final Ledger ledger;
  private final ReactionImport home;
  private final Looking looking;
  private final LaneLook lanes;
  private @Nullable Instant purged;

  @Activate
  public EngagementPoller(
      @Reference Ledger ledger,
      @Reference NetworkClient client,
      @Reference ReactionImport home,
      EngagementSettings settings,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.ledger = ledger;
    this.home = home;
    this.looking = new Looking(client, settings, clock);
    this.lanes = new LaneLook(ledger, client, home, looking, settings);
  }

  @Override
  public void run() {
    looking.at("posts", this::look);
  }

  private void look() {
    if (looking.isOn()) {
      for (String lane : ledger.agenda().lanesToLookAt(looking.now())) {
        if (!looking.at("posts of " + lane, () -> lanes.at(lane))) {
          return;
        }
      }
    }
    purge();
  }

  /**
   * Lets all posts of a page that are out be looked at within seconds, and notes that are filed
   * under it as long as they are looked at by themselves: a home page has those of years.
   *
   * @return how many there are
   */
  public int refresh(String page) {
    Instant now = looking.now();
    List<PostRecord> out =
        ledger.ofPage(page).stream()
            .filter(post -> post.state() == State.SENT)
            .filter(post -> post.isAboutPage() || post.time(Key.LOOK).isPresent())
            .toList();
    out.forEach(post -> ledger.update(post.id(), State.SENT, p -> p.with(Key.LOOK, now)));
    return out.size();
  }

  private void purge() {
    Instant now = looking.now();
    if (purged == null || purged.plus(BETWEEN_PURGES).isBefore(now)) {
      home.purge();
      purged = now;
    }
  }
}
