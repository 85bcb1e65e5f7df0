// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Limits;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.prose.Shortening;
import dev.smo.syndication.BurstLimit;
import dev.smo.syndication.Planner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of posts that are held together in one post for each connection. A digest is a note, filed
 * under the page of the first of them. What it tells of is cancelled, and names it first, so that
 * whoever goes on after a crash tells of nothing twice.
 */
@Component(service = Digests.class)
public class Digests {
  private static final Logger LOG = LoggerFactory.getLogger(Digests.class);
  private static final String LIST = "{list}";
  private static final int LONGEST_TITLE = 300;

  /** It remembers no fewer of those of which it tells, listed or not, unless there are fewer. */
  private static final int REMEMBERED = 50;

  private final Ledger ledger;
  private final Planner planner;
  private final PostNotes notes;
  private final Transitions times;

  @Activate
  public Digests(
      @Reference Ledger ledger,
      @Reference Planner planner,
      @Reference PostNotes notes,
      @Reference Transitions transitions) {
    this.ledger = ledger;
    this.planner = planner;
    this.notes = notes;
    this.times = transitions;
  }

  /**
   * Makes digests of posts that are held. Whoever calls must have checked that the person may.
   *
   * @param template of the words, with {@code {count}}, {@code {list}} and {@code {url}}; empty: as
   *     the policy says
   * @return the digests as they stand in the ledger
   * @throws NotPossibleException a digest cannot be made; those of other connections may be, and
   *     what it would have told of is held as before
   */
  public List<PostRecord> make(List<PostRecord> posts, String template, String user)
      throws InterruptedException {
    Map<String, List<PostRecord>> byConnection =
        posts.stream()
            .filter(post -> post.state() == State.HELD)
            .sorted(
                Comparator.comparing(
                        (PostRecord post) -> post.time(Key.PLANNED).orElse(Instant.MAX))
                    .thenComparing(post -> post.text(Key.PATH)))
            .collect(
                Collectors.groupingBy(
                    post -> post.text(Key.CONNECTION), TreeMap::new, Collectors.toList()));
    List<PostRecord> digests = new ArrayList<>();
    List<RuntimeException> problems = new ArrayList<>();
    for (List<PostRecord> held : byConnection.values()) {
      try {
        one(held, template, user).ifPresent(digests::add);
      } catch (RuntimeException e) {
        // One connection's fault keeps no other from being told of.
        problems.add(e);
      }
    }
    if (!problems.isEmpty()) {
      throw problems.get(0);
    }
    return digests;
  }

  /** Makes digests where the policy wants them, of bursts to which nothing is added any more. */
  void byPolicy() {
    for (String group : ledger.groups()) {
      List<PostRecord> held =
          ledger.group(group).stream().filter(post -> post.flag(Key.BURST_DIGEST)).toList();
      if (!held.isEmpty() && held.stream().allMatch(this::isSettled)) {
        try {
          make(held, "", "").forEach(digest -> LOG.info("{} tells of a burst", digest));
        } catch (NotPossibleException e) {
          LOG.warn("No digest of the burst {}: {}", group, e.getMessage());
        } catch (RuntimeException | Error e) {
          LOG.error("No digest of the burst {}", group, e);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private boolean isSettled(PostRecord post) {
    Instant due = post.time(Key.FIRST_DUE).orElse(Instant.EPOCH);
    return due.plus(Duration.ofMinutes(post.number(Key.BURST_MINUTES))).isBefore(times.now());
  }

  private Optional<PostRecord> one(List<PostRecord> held, String template, String user)
      throws InterruptedException {
    List<PostRecord> left = new ArrayList<>();
    for (PostRecord post : held) {
      // An earlier try may have ended between the digest and what it tells of.
      Optional<PostRecord> told =
          Optional.of(post.text(Key.DIGEST)).filter(id -> !id.isEmpty()).flatMap(ledger::find);
      if (told.isPresent()) {
        cancel(post.id(), told.get().id(), user);
      } else {
        left.add(post);
      }
    }
    return left.isEmpty() ? Optional.empty() : Optional.of(told(left, template, user));
  }

  private PostRecord told(List<PostRecord> held, String template, String user)
      throws InterruptedException {
    PostRecord draft = fitted(held, template, user);
    if (ledger.find(draft.id()).isEmpty()) {
      held.forEach(post -> reserve(post.id(), draft.id()));
    }
    PostRecord digest = ledger.add(draft.decided(times.now(), user, "digest"));
    held.forEach(post -> cancel(post.id(), digest.id(), user));
    LOG.info("{} tells of {} posts", digest, held.size());
    return digest;
  }

  /** Refuses one that somebody decided about meanwhile, or that another digest tells of. */
  private void reserve(String id, String digest) {
    boolean reserved =
        ledger
            .update(
                id,
                State.HELD,
                post ->
                    ledger.find(post.text(Key.DIGEST)).isPresent()
                        ? post
                        : post.with(Key.DIGEST, digest))
            .filter(post -> post.text(Key.DIGEST).equals(digest))
            .isPresent();
    if (!reserved) {
      throw new NotPossibleException(
          "Some of these posts have changed while they were put together, so none is told of. Read"
              + " them as they are now, then decide.");
    }
  }

  private void cancel(String id, String digest, String user) {
    ledger.update(
        id,
        State.HELD,
        post ->
            post.text(Key.DIGEST).equals(digest)
                ? post.decided(times.now(), user, "digest")
                    .to(State.CANCELLED, "Told of in one post together with others.")
                    .with(Key.GROUP, null)
                    .with(Key.DUE, null)
                : post);
  }

  /** The digest in words that its network takes: with as many lines as fit. */
  private PostRecord fitted(List<PostRecord> held, String template, String user)
      throws InterruptedException {
    PostRecord first = held.get(0);
    String token = "digest-" + BurstLimit.token(held);
    String page = first.text(Key.PATH);
    String connection = first.text(Key.CONNECTION);
    PostRecord draft =
        notes.draft(PostNotes.Wish.of(page, connection, "", Optional.empty(), token), user);
    String words = template.isBlank() ? planner.digestText(page) : template;
    String framed =
        words
            .replace("{count}", String.valueOf(held.size()))
            .replace("{url}", planner.address(above(held)).orElse(""));
    if (framed.indexOf(LIST) != framed.lastIndexOf(LIST)) {
      throw new NotPossibleException("{list} may stand only once.");
    }
    Limits limits = notes.limits(draft);
    int fewest = framed.replace(LIST, "").isBlank() ? 1 : 0;
    for (int lines = held.size(); ; lines--) {
      PostRecord said = PostContent.said(draft, listed(framed, held, lines), "Say what to post.");
      try {
        PostContent.mustFit(said, limits);
        return notes.priced(said.with(Key.TELLS_OF, ids(held, lines)), limits);
      } catch (NotPossibleException e) {
        if (lines == fewest || !framed.contains(LIST)) {
          throw e;
        }
      }
    }
  }

  private static String[] ids(List<PostRecord> held, int listed) {
    return held.stream()
        .limit(Math.max(listed, REMEMBERED))
        .map(PostRecord::id)
        .toArray(String[]::new);
  }

  private static String listed(String framed, List<PostRecord> held, int lines) {
    String list =
        held.stream()
            .limit(lines)
            .map(post -> (title(post) + " " + post.text(Key.LINK)).strip())
            .collect(Collectors.joining("\n"));
    return framed.replace(LIST, lines < held.size() ? list + "\n…" : list).strip();
  }

  /** Of a title without end no more than a line of a list has room for. */
  private static String title(PostRecord post) {
    String title = post.text(Key.TITLE);
    boolean endless = title.length() > 10 * LONGEST_TITLE;
    return new Shortening(endless ? title.substring(0, 10 * LONGEST_TITLE) : title)
        .to(LONGEST_TITLE);
  }

  /** The lowest path that is above all pages. */
  private static String above(List<PostRecord> held) {
    String above = parent(held.get(0).text(Key.PATH));
    for (PostRecord post : held) {
      while (!post.text(Key.PATH).startsWith(above + "/") && above.length() > 1) {
        above = parent(above);
      }
    }
    return above;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
