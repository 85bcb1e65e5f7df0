// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.host.PageEvent;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.When;
import dev.smo.words.LowerCase;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code dev/smo/syndicate} job asks for.
 *
 * @param kind what happened to the page
 * @param path repository path of the page
 * @param connections ids of the connections to post to; empty: as the policy says. A person who
 *     names connections wants the post, so neither age nor burst holds it.
 * @param text template of the words; empty: as the author or the policy says
 * @param at when to post; absent: as the policy says
 * @param approval whether a person must approve the posts, also where the policy does not ask for
 *     it
 * @param by who asks, or empty
 * @param options what was chosen of the network's own options, by name; empty values are the
 *     fields' defaults
 * @param images pictures in place of those of the page, empty ones: those of the page; absent: as
 *     was asked for before
 * @param since from when the policy's delay counts; absent: from now
 * @param proposal whether it is only proposed to people, as an assistant does: they must approve
 *     it, and what a person decided before stays as it is ({@link Proposals})
 */
public record SyndicationRequest(
    PageEvent.Kind kind,
    String path,
    List<String> connections,
    String text,
    Optional<When> at,
    boolean approval,
    String by,
    Map<String, String> options,
    Optional<ChosenImages> images,
    Optional<Instant> since,
    boolean proposal) {
  private static final Set<String> TRUTHS = Set.of("", "true", "false");

  /**
   * Checks what is asked for, whoever asks.
   *
   * @throws IllegalArgumentException says what is wrong, and how it is written
   */
  public SyndicationRequest {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path must be the repository path of a page: " + path);
    }
    connections =
        connections.stream().map(String::strip).filter(id -> !id.isEmpty()).distinct().toList();
    text = text.strip();
    options = Map.copyOf(options);
  }

  /** What somebody asks for of a page that is public. */
  public static SyndicationRequest of(
      String path, List<String> connections, String text, Optional<When> at, boolean approval) {
    return new SyndicationRequest(
        PageEvent.Kind.PUBLISHED,
        path,
        connections,
        text,
        at,
        approval,
        "",
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        /* proposal= */ false);
  }

  /** The same, asked for by a person. */
  public SyndicationRequest askedBy(String user) {
    return new SyndicationRequest(
        kind, path, connections, text, at, approval, user, options, images, since, proposal);
  }

  /** The same, proposed to people, of whom one must approve it. */
  public SyndicationRequest asProposal() {
    return new SyndicationRequest(
        kind,
        path,
        connections,
        text,
        at,
        /* approval= */ true,
        by,
        options,
        images,
        since,
        /* proposal= */ true);
  }

  /** The same with pictures in place of those of the page; none: those of the page. */
  public SyndicationRequest showing(ChosenImages chosen) {
    return new SyndicationRequest(
        kind,
        path,
        connections,
        text,
        at,
        approval,
        by,
        options,
        Optional.of(chosen),
        since,
        proposal);
  }

  /** The same with values for options of the network. */
  public SyndicationRequest choosing(Map<String, String> chosen) {
    return new SyndicationRequest(
        kind, path, connections, text, at, approval, by, chosen, images, since, proposal);
  }

  /** What the policy of a page would do with it if it became public now. */
  static SyndicationRequest published(String path) {
    return of(path, List.of(), "", Optional.empty(), /* approval= */ false);
  }

  /**
   * What was asked for so far of a post that is in the ledger: what its record keeps. One that a
   * person let go is asked for, too.
   */
  static SyndicationRequest kept(PostRecord post) {
    String at = post.text(Key.WISHED_AT);
    return new SyndicationRequest(
        PageEvent.Kind.PUBLISHED,
        post.text(Key.PATH),
        post.flag(Key.RELEASED) ? List.of(post.text(Key.CONNECTION)) : List.of(),
        post.text(Key.WISHED_TEXT),
        at.isEmpty() ? Optional.empty() : Optional.of(When.parse(at)),
        post.flag(Key.APPROVAL),
        post.text(Key.WISHED_BY),
        post.wishedOptions(),
        images(post),
        // Its delay began with the publication, however long its connector was away.
        post.state() == State.PLANNED ? post.time(Key.PLANNED) : Optional.empty(),
        /* proposal= */ false);
  }

  /** What a person asks for who wants another time for a post, and nothing else. */
  static SyndicationRequest moved(PostRecord post, When when, String user) {
    return of(post.text(Key.PATH), List.of(), "", Optional.of(when), /* approval= */ false)
        .askedBy(user);
  }

  /** What a person asks for who wants a post once more: the same, but now. */
  static SyndicationRequest again(PostRecord last, String user) {
    return again(last, last.text(Key.WISHED_TEXT), Optional.empty(), user);
  }

  /**
   * The next edition of a post.
   *
   * @param text template of its words; empty: as the author or the policy says
   * @param at empty: now
   */
  static SyndicationRequest again(PostRecord last, String text, Optional<When> at, String user) {
    return new SyndicationRequest(
        PageEvent.Kind.PUBLISHED,
        last.text(Key.PATH),
        List.of(last.text(Key.CONNECTION)),
        text,
        at,
        last.flag(Key.APPROVAL),
        user,
        last.wishedOptions(),
        images(last),
        Optional.empty(),
        /* proposal= */ false);
  }

  private static Optional<ChosenImages> images(PostRecord post) {
    List<String> places = post.texts(Key.WISHED_IMAGES);
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(ChosenImages.of(places, post.texts(Key.WISHED_ALTS)));
  }

  /** This over what was asked for before: what it does not name stays as it was. */
  SyndicationRequest over(SyndicationRequest before) {
    Map<String, String> chosen = new HashMap<>(before.options());
    chosen.putAll(options);
    return new SyndicationRequest(
        kind,
        path,
        explicit() ? connections : before.connections(),
        text.isEmpty() ? before.text() : text,
        at.or(before::at),
        approval || before.approval(),
        isWish() ? by : before.by(),
        chosen,
        images.or(before::images),
        before.since(),
        proposal);
  }

  /** How the history of a post names that this was asked for. */
  String act() {
    return proposal ? Proposals.PROPOSE : PlannedAgain.ASK;
  }

  /** Whether it asks for more than the publication of a page does. */
  boolean isWish() {
    return explicit()
        || !text.isEmpty()
        || at.isPresent()
        || approval
        || !options.isEmpty()
        || images.isPresent();
  }

  /**
   * Reads the properties of a job, which anybody may have started.
   *
   * @throws IllegalArgumentException says which property is wrong, and how it is written
   */
  static SyndicationRequest of(Map<String, Object> job) {
    return new SyndicationRequest(
        kind(text(job, PageEvent.KIND)),
        text(job, PageEvent.PATH),
        connections(job),
        text(job, "text"),
        at(job),
        approval(text(job, "approval")),
        text(job, "by"),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        /* proposal= */ false);
  }

  boolean explicit() {
    return !connections.isEmpty();
  }

  /** Whether it only says that something happened to the page, and wishes nothing. */
  boolean hint() {
    return kind != PageEvent.Kind.PUBLISHED || !isWish();
  }

  private static PageEvent.Kind kind(String name) {
    try {
      return name.isEmpty()
          ? PageEvent.Kind.PUBLISHED
          : PageEvent.Kind.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "kind must be one of "
              + Arrays.toString(PageEvent.Kind.values()).toLowerCase(Locale.ROOT),
          e);
    }
  }

  private static List<String> connections(Map<String, Object> job) {
    Object value = job.get("connections");
    String[] all =
        value instanceof String[] many ? many : value == null ? new String[0] : split(value);
    return List.of(all);
  }

  private static String[] split(Object value) {
    return String.valueOf(value).split(",");
  }

  private static Optional<When> at(Map<String, Object> job) {
    String at = text(job, "at");
    try {
      return at.isEmpty() ? Optional.empty() : Optional.of(When.parse(at));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("at: " + e.getMessage(), e);
    }
  }

  private static boolean approval(String value) {
    if (!TRUTHS.contains(LowerCase.of(value))) {
      throw new IllegalArgumentException("approval must be true or false: " + value);
    }
    return Boolean.parseBoolean(value);
  }

  private static String text(Map<String, Object> job, String name) {
    Object value = job.get(name);
    return value == null ? "" : String.valueOf(value).strip();
  }
}
