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
import dev.smo.links.ShortLinks;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/**
 * Who decides about the posts of a {@link LifeOfAPage}, and remembers what was answered. She looks
 * at the network before she says what is there, and says the truth. Where four eyes have to see a
 * post, grace approves what is hers.
 */
final class Ada {
  /** Who must approve a post. */
  enum Approval {
    NONE,
    ANYBODY,
    FOUR_EYES
  }

  /** How all words begin that she writes, and no others. */
  static final String HERS = "Ada: ";

  /** What somebody approves: words, and where the link in them leads if it is a short one. */
  private record Content(String words, String leads) {
    static Content of(PostRecord post) {
      return new Content(post.text(Key.TEXT), post.text(Key.TARGET));
    }
  }

  private final Approval approval;
  private final Supplier<Installation> smo;
  private final CountingNetwork network;
  private final Supplier<Optional<PostRecord>> last;
  private final Supplier<String> title;
  private final Supplier<String> newTitle;
  private final Set<Content> approved = new HashSet<>();
  private final List<String> breaches = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final Map<String, String> written = new HashMap<>();
  private final Set<String> calledOff = new HashSet<>();
  private @Nullable Reader reader;
  private @Nullable Content read;

  /**
   * One who decides.
   *
   * @param approval who must approve a post
   * @param smo the node that she asks
   * @param last the post about which she decides
   * @param title what the page is called
   * @param newTitle what nobody has written before
   */
  Ada(
      Approval approval,
      Supplier<Installation> smo,
      CountingNetwork network,
      Supplier<Optional<PostRecord>> last,
      Supplier<String> title,
      Supplier<String> newTitle) {
    this.approval = approval;
    this.smo = smo;
    this.network = network;
    this.last = last;
    this.title = title;
    this.newTitle = newTitle;
  }

  /** Words that somebody read and approved. */
  Set<String> approved() {
    return approved.stream().map(Content::words).collect(Collectors.toSet());
  }

  /** What she could do and should not have been able to. */
  List<String> breaches() {
    return breaches;
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
    Content content = new Content(delivery.post().text(), leads(delivery.id()));
    if (approval != Approval.NONE && !approved.contains(content)) {
      all.add("sent as " + content + ", and nobody approved that but " + approved);
    }
    if (calledOff.contains(delivery.id())) {
      all.add("sent though it was called off: " + delivery.post().text());
    }
    return all.stream();
  }

  /** Where the short link of a post leads whoever follows it now. */
  private String leads(String id) {
    ResourceResolver resolver = smo.get().context.resourceResolver();
    resolver.refresh();
    Resource link = resolver.getResource(ShortLinks.path(ShortLinks.code(id)));
    return link == null ? "" : link.getValueMap().get(ShortLinks.TARGET, "");
  }

  void read() {
    last.get()
        .ifPresent(
            post -> {
              reader = smo.get().decisions.reader(post.id(), "ada");
              read = Content.of(post);
            });
  }

  void approve(PostRecord post) {
    approve(post, smo.get().decisions.reader(post.id(), "ada"), Content.of(post));
  }

  /** Somebody approves it who wrote nothing. */
  void graceApproves(PostRecord post) {
    approve(post, smo.get().decisions.reader(post.id(), "grace"), Content.of(post));
  }

  void approveAsRead() {
    Reader as = reader;
    Content what = read;
    if (as != null && what != null) {
      decide(post -> approve(post, as, what));
    }
  }

  private void approve(PostRecord post, Reader as, Content what) {
    boolean first = approved.add(what);
    try {
      smo.get().decisions.approve(post.id(), as);
      if (approval == Approval.FOUR_EYES
          && as.user().equals("ada")
          && what.words().startsWith(HERS)) {
        breaches.add("ada approved words of her own: " + what);
      }
    } catch (NotPossibleException e) {
      // What was stored though its answer was lost is approved all the same.
      if (first && !smo.get().ledger.find(post.id()).filter(Ada::isApproved).isPresent()) {
        approved.remove(what);
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
              new Wish(post.id(), HERS + "right " + title.get(), Optional.empty()),
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
    String words = HERS + newTitle.get();
    try {
      PostRecord changed =
          smo.get()
              .editor()
              .change(post.id(), words, Map.of(), smo.get().decisions.reader(post.id(), "ada"));
      written.put(post.id(), changed.text(Key.TEXT));
    } catch (NotPossibleException e) {
      // What was stored though its answer was lost is written all the same.
      smo.get()
          .ledger
          .find(post.id())
          .map(now -> now.text(Key.TEXT))
          .filter(now -> now.startsWith(words))
          .ifPresent(now -> written.put(post.id(), now));
      throw e;
    } catch (InterruptedException e) {
      throw new AssertionError("nobody is waited for", e);
    }
  }

  void look(PostRecord post) {
    try {
      switch (post.state()) {
        case AWAITING_APPROVAL -> graceApproves(post);
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
