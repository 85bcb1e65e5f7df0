// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.lanes.Lane;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/**
 * Which post has which slot of its connection: {@code
 * lanes/<connection>/slots/<yyyy>/<MM>/<dd>/<HHmm>}, in UTC. The node is made in the commit that
 * writes the record; only one can be made, so of two planners that want one slot the repository
 * refuses the second, which then sees that it is taken.
 */
final class ClaimedSlots {
  private static final String POST = "post";

  /** Who waits for nothing any more, or for something else, leaves the slot to others. */
  private static final Set<State> GIVEN_UP =
      EnumSet.of(State.CANCELLED, State.REJECTED, State.SKIPPED);

  private final ResourceResolver resolver;

  ClaimedSlots(ResourceResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * The record with the slot that it has from this commit on; one that it no longer wants is free.
   *
   * @param before as it was; null where it is new
   */
  PostRecord settled(@Nullable PostRecord before, PostRecord after) throws PersistenceException {
    PostRecord settled = wants(after) ? claimed(before, after) : without(after);
    if (before != null && before.time(Key.SLOT).isPresent()) {
      boolean keeps = wants(settled) && before.time(Key.SLOT).equals(settled.time(Key.SLOT));
      if (!keeps && isTakenBy(before.id(), path(before))) {
        Repository.delete(resolver, path(before));
      }
    }
    return settled;
  }

  private static boolean wants(PostRecord post) {
    return post.takesSlot()
        && post.time(Key.SCHEDULED).isPresent()
        && (post.state().open() || post.state() == State.QUEUED);
  }

  private static PostRecord without(PostRecord post) {
    return post.time(Key.SLOT).isPresent() && (!post.takesSlot() || GIVEN_UP.contains(post.state()))
        ? post.with(Key.SLOT, null)
        : post;
  }

  private PostRecord claimed(@Nullable PostRecord before, PostRecord post)
      throws PersistenceException {
    Optional<Instant> slot = slot(post);
    if (slot.isEmpty()) {
      // What waits for a person may be held, and does not fail.
      boolean fails = before == null || before.state().mayBecome(State.FAILED);
      return post.to(
              fails ? State.FAILED : State.HELD,
              "All slots of the connection are taken for two years.")
          .with(Key.DUE, null);
    }
    PostRecord moved = moved(post, slot.get()).with(Key.SLOT, slot.get());
    ModifiableValueMap values = Repository.writable(Repository.node(resolver, path(moved)));
    if (!post.id().equals(values.get(POST, String.class))) {
      values.put(POST, post.id());
    }
    return moved;
  }

  /** Its own, or else the first from its time on that is free. */
  private Optional<Instant> slot(PostRecord post) {
    Optional<Instant> own = post.time(Key.SLOT).filter(slot -> isFree(post, slot));
    return own.or(
        () ->
            post.schedule()
                .free(post.time(Key.SCHEDULED).orElseThrow())
                .filter(slot -> isFree(post, slot))
                .findFirst());
  }

  private static PostRecord moved(PostRecord post, Instant slot) {
    Instant wanted = post.time(Key.SCHEDULED).orElseThrow();
    if (wanted.equals(slot)) {
      return post;
    }
    boolean due =
        post.state() == State.SCHEDULED && post.time(Key.DUE).filter(wanted::equals).isPresent();
    Duration later = Duration.between(wanted, slot);
    PostRecord moved =
        post.with(Key.SCHEDULED, slot)
            .with(Key.LATEST, post.time(Key.LATEST).map(at -> at.plus(later)).orElse(null));
    return due ? moved.with(Key.DUE, slot).with(Key.FIRST_DUE, slot) : moved;
  }

  /** Whether no post has a slot of a connection. */
  boolean isFree(String connection, Instant slot) {
    return resolver.getResource(DueTree.bucket(root(Lane.of(connection)), slot)) == null;
  }

  private boolean isFree(PostRecord post, Instant slot) {
    String path = path(post.with(Key.SLOT, slot));
    return resolver.getResource(path) == null || isTakenBy(post.id(), path);
  }

  private boolean isTakenBy(String id, String path) {
    Resource there = resolver.getResource(path);
    return there != null && id.equals(there.getValueMap().get(POST, String.class));
  }

  private static String path(PostRecord post) {
    String root = root(Lane.of(post.text(Key.CONNECTION)));
    return DueTree.bucket(root, post.time(Key.SLOT).orElseThrow());
  }

  /** Where the slots of a lane are, in the order of a due tree. */
  static String root(String lane) {
    return Lane.path(lane) + "/slots";
  }
}
