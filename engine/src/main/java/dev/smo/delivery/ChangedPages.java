// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.gate.Gate;
import dev.smo.gate.Verdict;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.syndication.Planner;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lets a post follow its page where no publication told of the change: a correction that was only
 * saved shows on the public page at once on some hosts, and the gate would wait in vain for what
 * was planned. What an author writes that is not public yet opens no gate, so it is not followed.
 */
@Component(service = ChangedPages.class)
public class ChangedPages {
  private final Ledger ledger;
  private final Planner planner;
  private final Gate gate;
  private final Transitions times;

  @Activate
  public ChangedPages(
      @Reference Ledger ledger,
      @Reference Planner planner,
      @Reference Gate gate,
      @Reference Transitions transitions) {
    this.ledger = ledger;
    this.planner = planner;
    this.gate = gate;
    this.times = transitions;
  }

  /** Plans a post anew that the gate keeps, if the public page is as it would be planned now. */
  void follow(String id) throws InterruptedException {
    Optional<PostRecord> kept = ledger.find(id).filter(ChangedPages::isKept);
    Optional<PostRecord> now = kept.flatMap(planner::rehearse).filter(PostRecord::worded);
    if (now.isEmpty() || card(now.get()).equals(card(kept.get()))) {
      return;
    }
    if (gate.check(PostContent.of(now.get())) instanceof Verdict.Open) {
      planner.complete(kept.get());
      ledger.update(id, post -> isKept(post) ? post.with(Key.DUE, times.now()) : null);
    }
  }

  private static boolean isKept(PostRecord post) {
    return post.state() == State.SCHEDULED
        && post.time(Key.GATE_SINCE).isPresent()
        && post.isAboutPage();
  }

  private static List<String> card(PostRecord post) {
    return Stream.of(Key.TITLE, Key.DESCRIPTION, Key.ADDRESS, Key.CANONICAL, Key.IMAGE)
        .map(post::text)
        .toList();
  }
}
