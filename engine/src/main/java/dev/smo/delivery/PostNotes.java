// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Connector;
import dev.smo.connector.Limits;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.When;
import dev.smo.syndication.ChosenImages;
import dev.smo.syndication.Planner;
import dev.smo.syndication.PostDrafts;
import dev.smo.syndication.SyndicationRequest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes notes: posts in a person's own words that speak of no page, with a link in them or none. A
 * note is filed under a page, whose rights, time zone, quiet hours and approval hold for it, and
 * goes through the ledger as all posts do.
 */
@Component(service = PostNotes.class)
public class PostNotes {
  private static final Logger LOG = LoggerFactory.getLogger(PostNotes.class);

  /** What speaks of the page. */
  private static final Set<Key> OF_THE_PAGE =
      EnumSet.of(
          Key.LINK, Key.TARGET, Key.CANONICAL, Key.TITLE, Key.DESCRIPTION, Key.FILE, Key.NOTE);

  /** Its pictures, and below which address those are found that are made of them. */
  private static final Set<Key> PICTURES =
      EnumSet.of(
          Key.ADDRESS, Key.IMAGE, Key.IMAGE_ALT, Key.MORE_IMAGES, Key.MORE_ALTS, Key.IMAGE_INSTEAD);

  private final Ledger ledger;
  private final Planner planner;
  private final Connectors networks;
  private final Sessions sessions;
  private final Transitions times;

  @Activate
  public PostNotes(
      @Reference Ledger ledger,
      @Reference Planner planner,
      @Reference NetworkClient client,
      @Reference Transitions transitions) {
    this.ledger = ledger;
    this.planner = planner;
    this.networks = client.connectors();
    this.sessions = client.sessions();
    this.times = transitions;
  }

  /**
   * What a person wants to say.
   *
   * @param asked under which page it is filed, to which one connection, when, with which pictures
   *     and options, and whether somebody must approve it; its words do not count
   * @param words plain; lines of {@code ---} divide a thread
   * @param token the same for one wish, however often it arrives
   * @param draft whether it is kept until a person sends it, also where its network would not take
   *     it yet
   */
  public record Wish(SyndicationRequest asked, String words, String token, boolean draft) {
    /** One that goes out, with nothing else than words. */
    public static Wish of(
        String path, String connection, String words, Optional<When> when, String token) {
      SyndicationRequest asked =
          SyndicationRequest.of(path, List.of(connection), "", when, /* approval= */ false);
      return new Wish(asked, words, token, /* draft= */ false);
    }

    /** The same with pictures. */
    public Wish showing(ChosenImages images) {
      return new Wish(asked.showing(images), words, token, draft);
    }

    public String path() {
      return asked.path();
    }

    public String connection() {
      return asked.connections().get(0);
    }

    ChosenImages images() {
      return asked.images().orElse(ChosenImages.NONE);
    }
  }

  /**
   * Whether a connection is one with which the policy of a page has nothing to do: the rights and
   * the approval of that page must not open it.
   */
  public boolean isElsewhere(String path, String connection) {
    return planner.isElsewhere(path, connection);
  }

  /**
   * Enters a note into the ledger. The same wish twice is one note. Whoever calls must have checked
   * that the person may.
   *
   * @return the note as it stands in the ledger
   * @throws NotPossibleException nothing was entered; the message says why and what to do
   */
  public PostRecord enter(Wish wish, String user) throws InterruptedException {
    PostRecord draft = PostContent.said(draft(wish, user), wish.words(), "Say what to post.");
    Optional<PostRecord> before = ledger.find(draft.id());
    PostRecord fresh = draft;
    if (before.isEmpty()) {
      wish.asked().at().ifPresent(when -> Decisions.mustBeAhead(when, draft));
      fresh = wish.draft() ? estimated(draft) : fitted(draft, wish);
    }
    PostRecord note = fresh.decided(times.now(), user, "ask");
    PostRecord entered = before.orElseGet(() -> ledger.add(note));
    boolean same =
        entered.parts().equals(draft.parts())
            && entered.texts(Key.WISHED_IMAGES).equals(draft.texts(Key.WISHED_IMAGES))
            && entered.texts(Key.WISHED_ALTS).equals(draft.texts(Key.WISHED_ALTS));
    if (!same) {
      throw new NotPossibleException(
          "This note was sent before, with other words or pictures. Load the page again to write"
              + " another.");
    }
    return entered;
  }

  private PostRecord fitted(PostRecord draft, Wish wish) throws InterruptedException {
    Limits limits = limits(draft);
    mustFit(wish.images(), limits);
    PostContent.mustFit(draft, limits);
    return priced(draft, limits);
  }

  /** A draft is kept though nobody can say what it costs as yet. */
  private PostRecord estimated(PostRecord draft) throws InterruptedException {
    try {
      return priced(draft, limits(draft));
    } catch (NotPossibleException e) {
      return draft;
    }
  }

  private static void mustFit(ChosenImages images, Limits limits) {
    if (images.places().size() > limits.maxImages()) {
      throw new NotPossibleException(
          limits.maxImages() == 0
              ? "This network takes no pictures. Write it without."
              : "This network takes " + limits.maxImages() + " pictures at most. Take some away.");
    }
  }

  /**
   * A note as it would enter the ledger, but for its words.
   *
   * @throws NotPossibleException there cannot be one; the message says why
   */
  PostRecord draft(Wish wish, String user) {
    PostRecord filed;
    try {
      filed =
          planner
              .filed(asked(wish, user), PostRecord.NOTE + wish.token())
              .orElseThrow(
                  () -> new NotPossibleException("There is no page of a site at " + wish.path()));
    } catch (IllegalArgumentException e) {
      throw new NotPossibleException(String.valueOf(e.getMessage()));
    }
    if (filed.state() == State.FAILED || filed.state() == State.PLANNED) {
      throw new NotPossibleException(filed.text(Key.REASON));
    }
    PostRecord none = PostRecord.draft(filed.id(), State.SCHEDULED);
    PostRecord words = filed.with(OF_THE_PAGE, none);
    PostRecord note = filed.flag(Key.OWN_IMAGES) ? words : words.with(PICTURES, none);
    if (wish.draft()) {
      return note.to(State.HELD, "A draft. Change it, and send it when it is finished.")
          .with(Key.DUE, null)
          .with(Key.FIRST_DUE, null);
    }
    Instant at = note.time(Key.SCHEDULED).orElseThrow();
    return note.flag(Key.MUST_APPROVE)
        ? note.toBeApproved("", times.now())
        : note.to(State.SCHEDULED, "").with(Key.DUE, at);
  }

  /** Its words are made afterwards; what is filed has some, or it could not be. */
  private static SyndicationRequest asked(Wish wish, String user) {
    SyndicationRequest asked = wish.asked();
    return SyndicationRequest.of(
            asked.path(), asked.connections(), "{title}", asked.at(), asked.approval())
        .askedBy(user)
        .choosing(asked.options())
        // Also where there are none: what the page has for its own posts is not for its notes.
        .showing(wish.images());
  }

  /** A note with the price of what it is, which is not that of a post of its page. */
  PostRecord priced(PostRecord note, Limits limits) {
    return priced(networks, note, limits);
  }

  static PostRecord priced(Connectors networks, PostRecord note, Limits limits) {
    return networks
        .network(note.text(Key.NETWORK))
        .map(network -> PostDrafts.priced(note, network, limits))
        .orElse(note);
  }

  /**
   * What the network of a note takes.
   *
   * @throws NotPossibleException it cannot be asked; the message says why
   */
  Limits limits(PostRecord draft) throws InterruptedException {
    Sessions.Opened opened = sessions.open(draft.text(Key.CONNECTION), draft.text(Key.NETWORK));
    if (!(opened instanceof Sessions.Opened.Ready ready)) {
      throw new NotPossibleException(opened.reason());
    }
    Connector connector =
        networks
            .poster(draft.text(Key.NETWORK))
            .orElseThrow(
                () -> new NotPossibleException("No connector for this network is running."));
    try {
      return connector.limits(ready.connection(), draft.options());
    } catch (RuntimeException | Error e) {
      LOG.error(
          "The connector of {} is faulty: {}",
          ready.connection(),
          NetworkCalls.trace(ready.connection(), e));
      throw new NotPossibleException("The connector is faulty; the server's log says more.");
    }
  }
}
