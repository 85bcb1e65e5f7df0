// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.goals;

import dev.smo.engagement.ReplyOrigin;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.SystemClock;
import dev.smo.results.Figure;
import dev.smo.results.Measured;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * How many of the replies to posts were answered in time. A reply that may still be answered in
 * time counts once it is.
 */
@Component(service = Answered.class)
public class Answered {
  /** Most pages, of the latest posts, whose replies are read. */
  static final int MOST_PAGES = 300;

  private static final int PERCENT = 100;

  private final Ledger ledger;
  private final ReactionStore reactions;
  private final Clock clock;

  @Activate
  public Answered(
      @Reference Ledger ledger,
      @Reference ReactionStore reactions,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.ledger = ledger;
    this.reactions = reactions;
    this.clock = clock;
  }

  /** In percent; empty where there is no reply to count. */
  OptionalDouble share(List<Measured> posts, Duration within) {
    Set<String> ids = posts.stream().map(post -> post.facts().post()).collect(Collectors.toSet());
    List<Boolean> all =
        posts.stream()
            .filter(post -> post.figures().getOrDefault(Figure.REPLIES, 0L) > 0)
            .sorted(Comparator.comparing((Measured post) -> post.facts().sent()).reversed())
            .map(post -> post.facts().page())
            .distinct()
            .limit(MOST_PAGES)
            .flatMap(page -> ofPage(page, ids, within).stream())
            .toList();
    long inTime = all.stream().filter(one -> one).count();
    return all.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) PERCENT * inTime / all.size());
  }

  /**
   * Whether it was answered in time, of each reply to some posts of a page of which that is clear.
   */
  private List<Boolean> ofPage(String page, Set<String> ids, Duration within) {
    List<PostRecord> posts = ledger.ofPage(page);
    return reactions.of(page).stream()
        .flatMap(
            kept ->
                ReplyOrigin.of(kept, posts)
                    .filter(origin -> ids.contains(origin.post().id()))
                    .map(origin -> new Reply(kept, origin.answers(posts)))
                    .stream())
        .filter(reply -> reply.inTime(within) || clock.instant().isAfter(reply.end(within)))
        .map(reply -> reply.inTime(within))
        .toList();
  }

  private record Reply(KeptReaction kept, List<PostRecord> answers) {
    Instant end(Duration within) {
      return kept.reaction().at().plus(within);
    }

    boolean inTime(Duration within) {
      return answers.stream()
          .flatMap(answer -> answer.time(Key.SENT).stream())
          .anyMatch(sent -> !sent.isAfter(end(within)));
    }
  }
}
