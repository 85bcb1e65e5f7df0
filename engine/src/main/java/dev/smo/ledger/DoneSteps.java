// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The steps of posts' deliveries that are done, such as a part of a thread that is out, in a child
 * of each record of the {@link Ledger}.
 */
public final class DoneSteps {
  /** How the steps of a withdrawal are named: which parts of a thread were taken back. */
  public static final String GONE = "gone-";

  /** Child of a record that holds the steps of its delivery. */
  static final String PROGRESS = "progress";

  private final Repository repository;

  DoneSteps(Repository repository) {
    this.repository = repository;
  }

  /**
   * Whether no second instance called the network for a post, so that the disk of the one has the
   * last word about its steps; else what another did since may stand only in the repository.
   */
  public static boolean areOfOneInstance(PostRecord post) {
    return post.attempts().stream().map(Attempt::instance).distinct().count() <= 1;
  }

  /** What is kept of the steps of a post's delivery, by name. */
  public Map<String, String> of(String id) {
    return repository.read(
        resolver -> Repository.strings(resolver.getResource(Ledger.path(id) + "/" + PROGRESS)));
  }

  /** Under which ids the network knows the parts of a thread that are out. */
  public Set<String> partIds(PostRecord post) {
    return counting(post, "part-").map(kept -> kept.split(" ", 2)[0]).collect(Collectors.toSet());
  }

  /** Whether a part of a thread is out, so that its words cannot be others any more. */
  public boolean hasPartOut(PostRecord post) {
    return !partIds(post).isEmpty();
  }

  /** Whether a part of a thread was taken back, so that none may be sent behind it any more. */
  public boolean hasPartGone(PostRecord post) {
    return counting(post, GONE).findAny().isPresent();
  }

  /**
   * A changed record, for which steps no longer count that its connector took with other content,
   * such as a draft on the network that holds the old words.
   */
  public PostRecord fresh(PostRecord before, PostRecord after) {
    // When the connection was entered is for who approves; nothing else is sent for it.
    PostRecord compared = after.with(EnumSet.of(Key.ENTERED), before);
    boolean stale =
        !compared.content().equals(before.content()) && counting(before, "").findAny().isPresent();
    return stale ? after.with(Key.ROUND, before.number(Key.ROUND) + 1) : after;
  }

  /** Whether more of a post was done than to upload its pictures, which nobody sees. */
  public boolean hasMoreThanUploads(PostRecord post) {
    return of(post.id()).entrySet().stream()
        // A step that its connector took back is kept, empty.
        .filter(step -> step.getKey().startsWith(post.stepPrefix()) && !step.getValue().isEmpty())
        .map(step -> step.getKey().substring(post.stepPrefix().length()))
        .anyMatch(step -> !step.isEmpty() && !step.startsWith("upload-"));
  }

  /** What was kept with the steps that count for a post and whose names begin like this. */
  private Stream<String> counting(PostRecord post, String name) {
    String begin = post.stepPrefix() + name;
    // Of a packed one the steps are kept, and the attempts are not.
    return post.attempt() == 0 && post.text(Key.PACKED).isEmpty()
        ? Stream.empty()
        : of(post.id()).entrySet().stream()
            .filter(step -> step.getKey().startsWith(begin))
            .map(Map.Entry::getValue);
  }

  /** Keeps that a step of a post's delivery is done; committed when this returns. */
  public void done(String id, String step, String value) {
    repository.commit(
        resolver -> {
          Repository.writable(Repository.node(resolver, Ledger.path(id) + "/" + PROGRESS))
              .put(step, value);
          return true;
        });
  }
}
