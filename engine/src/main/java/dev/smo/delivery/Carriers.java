// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What can be done with a post at its network, by the state that it is in. */
@Component(service = Carriers.class)
public final class Carriers {
  private static final Duration FOR_COMMITS = Duration.ofMinutes(1);

  private final PostSender sender;
  private final PostReconciler reconciler;
  private final PostRetractor retractor;
  private final LastWords lastWords;
  private final ChangedPages changes;
  private final CardRenewal cards;
  private final Departure departure;

  @Activate
  public Carriers(
      @Reference PostSender sender,
      @Reference PostReconciler reconciler,
      @Reference PostRetractor retractor,
      @Reference LastWords lastWords,
      @Reference ChangedPages changes,
      @Reference CardRenewal cards,
      @Reference Departure departure) {
    this.sender = sender;
    this.reconciler = reconciler;
    this.retractor = retractor;
    this.lastWords = lastWords;
    this.changes = changes;
    this.cards = cards;
    this.departure = departure;
  }

  /** What time it is, and how long what they do may take. */
  Transitions times() {
    return departure.times();
  }

  /** What says whether a due post goes now. */
  Departure departure() {
    return departure;
  }

  /** So long what is done with one post takes at most; sending takes longest. */
  Duration longest() {
    return PostSender.longest(times().sendTimeout()).plus(FOR_COMMITS);
  }

  /** Sends it, asks for it, takes it back, changes what it says, or has its card read again. */
  void carry(PostRecord post) throws InterruptedException {
    switch (post.state()) {
      case QUEUED -> {
        sender.carry(post.id());
        changes.follow(post.id());
      }
      case UNKNOWN -> reconciler.inquire(post.id());
      default -> {
        if (PostRetractor.isWanted(post)) {
          retractor.withdraw(post.id());
        } else if (PageAway.isToBeChanged(post)) {
          lastWords.say(post.id());
        } else {
          cards.renew(post.id());
        }
      }
    }
  }
}
