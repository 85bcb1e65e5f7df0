// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.lanes.Lane;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

/** What is to be done with posts, and when: the due trees of the {@link Ledger}. */
public final class Agenda {
  /** So many pointers are put right in one commit. */
  private static final int MOST_MENDED = 200;

  private final Repository repository;
  private final DuePages pages;

  Agenda(Repository repository) {
    this.repository = repository;
    this.pages = new DuePages(repository);
  }

  /**
   * Ids of posts that the engine must look at up to a time whatever is the matter with their
   * connections, the longest due first: those that are being sent, or that nobody approved in time.
   */
  public List<String> due(Instant until, int most) {
    return pages.page(DueTree.ROOT, until, most);
  }

  /** Names of the lanes in which something is due at a time. */
  public List<String> lanes(Instant until) {
    return repository.read(
        resolver ->
            names(resolver)
                .filter(
                    lane ->
                        new DueTree(resolver, Pointers.retractions(lane)).hasAny(until)
                            || new DueTree(resolver, Pointers.lane(lane)).hasAny(until))
                .toList());
  }

  /** Ids of posts that are due in a lane: by due time, then by the time they were planned. */
  public List<String> lane(String lane, Instant until, int most) {
    return pages.page(Pointers.lane(lane), until, most);
  }

  /**
   * What waits in a lane.
   *
   * @param waiting how many posts, whenever they are due
   * @param due how many of them are due, or to be taken back now
   * @param oldest when the first of these was due
   * @param more whether there may be more than were counted
   */
  public record Queue(int waiting, int due, Optional<Instant> oldest, boolean more) {}

  /**
   * Counts what waits in a lane; reads pointers only.
   *
   * @param most no more are counted of each kind
   */
  public Queue waitingIn(String lane, Instant now, int most) {
    return repository.read(
        resolver -> {
          DueTree posts = new DueTree(resolver, Pointers.lane(lane));
          DueTree back = new DueTree(resolver, Pointers.retractions(lane));
          int waiting = posts.count(DueTree.LAST, most) + back.count(DueTree.LAST, most);
          int due = posts.count(now, most) + back.count(now, most);
          Optional<Instant> oldest =
              Stream.of(posts, back)
                  .flatMap(tree -> tree.until(now, 1).stream())
                  .map(DueTree.Pointer::at)
                  .min(Comparator.naturalOrder());
          return new Queue(waiting, due, oldest, waiting >= most);
        });
  }

  /** Names of all lanes in which something was ever to do. */
  public List<String> allLanes() {
    return repository.read(resolver -> names(resolver).sorted().toList());
  }

  /** Ids of posts that are to be taken back now over the connection of a lane. */
  public List<String> retractions(String lane, Instant until, int most) {
    return pages.page(Pointers.retractions(lane), until, most);
  }

  /** Names of the lanes in which the time has come to see what people did with a post. */
  public List<String> lanesToLookAt(Instant until) {
    // What an older version pointed to in one tree stands in no lane, and is put there.
    pages.page(DueTree.LOOKS_OF_ALL, DueTree.LAST, MOST_MENDED);
    return repository.read(
        resolver ->
            names(resolver)
                .filter(lane -> new DueTree(resolver, Pointers.looks(lane)).hasAny(until))
                .toList());
  }

  /** Ids of posts of a lane whose time has come to be looked at, the longest due first. */
  public List<String> looks(String lane, Instant until, int most) {
    return pages.page(Pointers.looks(lane), until, most);
  }

  /** Ids of posts whose next edition is to be planned at a time, the longest due first. */
  public List<String> again(Instant until, int most) {
    return pages.page(DueTree.AGAIN, until, most);
  }

  /** Takes away folders of the due trees that ended before a time and are empty, and old slots. */
  public void sweep(Instant before) {
    repository.commit(
        resolver -> {
          for (String lane : names(resolver).toList()) {
            new DueTree(resolver, Pointers.lane(lane)).sweep(before);
            new DueTree(resolver, Pointers.retractions(lane)).sweep(before);
            new DueTree(resolver, Pointers.looks(lane)).sweep(before);
            new DueTree(resolver, ClaimedSlots.root(lane)).sweep(before);
          }
          new DueTree(resolver, DueTree.ROOT).sweep(before);
          new DueTree(resolver, DueTree.LOOKS_OF_ALL).sweep(before);
          new DueTree(resolver, DueTree.AGAIN).sweep(before);
          return true;
        });
  }

  private static Stream<String> names(ResourceResolver resolver) {
    Resource lanes = resolver.getResource(Lane.ROOT);
    return lanes == null
        ? Stream.empty()
        : StreamSupport.stream(lanes.getChildren().spliterator(), false).map(Resource::getName);
  }
}
