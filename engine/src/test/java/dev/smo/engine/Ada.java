// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.connector.Delivery;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.Decisions.Reader;
import dev.smo.delivery.Decisions.Seen;
import dev.smo.delivery.NewEditions.Wish;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.When;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;

/**
 * Who decides about the posts of a {@link LifeOfAPage}, and remembers what was answered. She looks
 * at the network before she says what is there, and says the truth.
 */
final class Ada {
  private final Supplier<Installation> smo;
  private final CountingNetwork network;
  private final Supplier<Optional<PostRecord>> last;
  private final Supplier<String> title;
  private final Supplier<String> newTitle;
  private final Set<String> approved = new HashSet<>();
  private final List<String> refusals = new ArrayList<>();
  private final Map<String, String> written = new HashMap<>();
  private final Set<String> calledOff = new HashSet<>();
  private @Nullable Reader reader;
  private String wordsRead = "";

  /**
   * One who decides.
   *
   * @param smo the node that she asks
   * @param last the post about which she decides
   * @param title what the page is called
   * @param newTitle what nobody has written before
   */
  Ada(
      Supplier<Installation> smo,
      CountingNetwork network,
      Supplier<Optional<PostRecord>> last,
      Supplier<String> title,
      Supplier<String> newTitle) {
    this.smo = smo;
    this.network = network;
    this.last = last;
    this.title = title;
    this.newTitle = newTitle;
  }

  /** Words that she read and approved. */
  Set<String> approved() {
    return approved;
  }

  /** What she was told could not be done. */
  List<String> refusals() {
    return refusals;
  }

  /** Others asked for the posts in other words than hers. */
  void isOverruled() {
    written.clear();
  }

  /** What she was answered, or has asked for, holds for each call. */
  Stream<String> objections(Delivery delivery) {
    List<String> all = new ArrayList<>();
    String words = written.getOrDefault(delivery.id(), delivery.post().text());
    if (!words.equals(delivery.post().text())) {
      all.add("sent as " + delivery.post().text() + " though somebody wrote " + words);
    }
    if (calledOff.contains(delivery.id())) {
      all.add("sent though it was called off: " + delivery.post().text());
    }
    return all.stream();
  }

  void read() {
    last.get()
        .ifPresent(
            post -> {
              reader = smo.get().decisions.reader(post.id(), "ada");
              wordsRead = post.text(Key.TEXT);
            });
  }

  void approve(PostRecord post) {
    approve(post, smo.get().decisions.reader(post.id(), "ada"), post.text(Key.TEXT));
  }

  void approveAsRead() {
    Reader as = reader;
    if (as != null) {
      decide(post -> approve(post, as, wordsRead));
    }
  }

  private void approve(PostRecord post, Reader as, String words) {
    boolean first = approved.add(words);
    try {
      smo.get().decisions.approve(post.id(), as);
    } catch (NotPossibleException e) {
      // What was stored though its answer was lost is approved all the same.
      if (first && !smo.get().ledger.find(post.id()).filter(Ada::isApproved).isPresent()) {
        approved.remove(words);
      }
      throw e;
    }
  }

  private static boolean isApproved(PostRecord post) {
    return !post.text(Key.APPROVED).isEmpty();
  }

  void reject(PostRecord post) {
    smo.get().decisions.reject(post.id(), "ada");
    calledOff.add(post.id());
  }

  void cancel(PostRecord post) {
    if (post.state() == State.NEEDS_ATTENTION && network.has(post.id())) {
      smo.get().decisions.markPosted(post.id(), null, "ada");
      return;
    }
    smo.get().decisions.cancel(post.id(), "ada");
    calledOff.add(post.id());
  }

  void sendAgain(PostRecord post) {
    if (network.has(post.id())) {
      smo.get().decisions.markPosted(post.id(), null, "ada");
    } else {
      smo.get().decisions.retry(post.id(), Seen.NOTHING, "ada");
    }
  }

  void another(PostRecord post) {
    if (!network.has(post.id())) {
      smo.get()
          .decisions
          .again(post.id(), Seen.NOTHING, smo.get().decisions.reader(post.id(), "ada"));
    }
  }

  void takeBack(PostRecord post) {
    smo.get().decisions.retract(post.id(), "ada");
  }

  void correct(PostRecord post) {
    try {
      smo.get()
          .newEditions()
          .correct(
              new Wish(post.id(), "Right: " + title.get(), Optional.empty()),
              smo.get().decisions.reader(post.id(), "ada"));
    } catch (InterruptedException e) {
      throw new AssertionError("nobody is waited for", e);
    }
  }

  void move(PostRecord post) {
    When later = When.parse("2036-01-01 09:00");
    smo.get().decisions.move(post.id(), later, smo.get().decisions.reader(post.id(), "ada"));
  }

  void decide(Consumer<PostRecord> decision) {
    last.get()
        .ifPresent(
            post -> {
              try {
                decision.accept(post);
              } catch (NotPossibleException e) {
                refusals.add(String.valueOf(e.getMessage()));
              }
            });
  }

  void write(PostRecord post) {
    String words = "Ada: " + newTitle.get();
    try {
      PostRecord changed =
          smo.get()
              .editor()
              .change(post.id(), words, Map.of(), smo.get().decisions.reader(post.id(), "ada"));
      written.put(post.id(), changed.text(Key.TEXT));
    } catch (InterruptedException e) {
      throw new AssertionError("nobody is waited for", e);
    }
  }

  void look(PostRecord post) {
    try {
      switch (post.state()) {
        case AWAITING_APPROVAL -> approve(post);
        case HELD, FAILED, NEEDS_ATTENTION -> sendAgain(post);
        case SCHEDULED ->
            smo.get()
                .decisions
                .move(post.id(), When.NOW, smo.get().decisions.reader(post.id(), "ada"));
        default -> {}
      }
    } catch (NotPossibleException e) {
      refusals.add(String.valueOf(e.getMessage()));
    }
  }

  /** What she does about a post of a page that is no more. */
  void settle(PostRecord post) {
    if (post.state() == State.NEEDS_ATTENTION) {
      cancel(post);
    }
  }
}
