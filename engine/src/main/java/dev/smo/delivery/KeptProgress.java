// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Progress;
import dev.smo.ledger.DoneSteps;
import dev.smo.ledger.Journal;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.outbound.NotSentException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The steps of one post, in the ledger and, because a repository may forget its last seconds in a
 * crash, on the disk.
 */
final class KeptProgress implements Progress {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private final String id;
  private final String prefix;
  private final Ledger ledger;
  private final Journal journal;
  private final Map<String, String> steps = new ConcurrentHashMap<>();

  private KeptProgress(PostRecord post, Ledger ledger, Journal journal) {
    this.id = post.id();
    this.prefix = post.stepPrefix();
    this.ledger = ledger;
    this.journal = journal;
  }

  /**
   * What is known of a post's steps, here and in the repository.
   *
   * @throws NotSentException it cannot be read, so nothing may be sent
   */
  static KeptProgress of(PostRecord post, Ledger ledger, Journal journal) throws NotSentException {
    try {
      KeptProgress progress = new KeptProgress(post, ledger, journal);
      Map<String, String> there = ledger.steps().of(post.id());
      Map<String, String> here = journal.steps(post.id());
      boolean own = DoneSteps.areOfOneInstance(post);
      progress.recall(own ? there : here);
      progress.recall(own ? here : there);
      return progress;
    } catch (IOException | IllegalStateException e) {
      throw new NotSentException("What is done of this post cannot be read: " + e.getMessage(), e);
    }
  }

  /** Takes what is kept of this round; names of steps have no full stop, those of rounds end so. */
  private void recall(Map<String, String> kept) {
    kept.forEach(
        (name, value) -> {
          if (name.startsWith(prefix) && name.indexOf('.', prefix.length()) < 0) {
            steps.put(name.substring(prefix.length()), value);
          }
        });
  }

  @Override
  public Optional<String> of(String step) {
    return Optional.ofNullable(steps.get(step));
  }

  @Override
  public void done(String step, String value) throws IOException {
    boolean full = steps.size() >= MOST && !steps.containsKey(step);
    if (!NAME.matcher(step).matches() || value.length() > LONGEST || full) {
      throw new IllegalArgumentException("The step " + step + " cannot be kept: see Progress");
    }
    journal.step(id, prefix + step, value);
    try {
      ledger.steps().done(id, prefix + step, value);
    } catch (IllegalStateException e) {
      throw new IOException("The step " + step + " could not be kept", e);
    }
    steps.put(step, value);
  }
}
