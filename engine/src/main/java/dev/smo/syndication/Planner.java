// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.host.PageSource;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.page.Page;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import dev.smo.schedule.Schedule;
import dev.smo.schedule.When;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which posts a page deserves and enters them into the ledger. Planning twice is harmless:
 * a post that is there keeps its place and what somebody asked for it, and says what the page says
 * while it has not gone out.
 */
@Component(service = Planner.class)
public class Planner {
  private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

  /** As far as the clocks of two nodes may differ. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

  /** How often one post is planned while others change it. */
  private static final int TRIES = 5;

  private final PageReader pages;
  private final Identities identities;
  private final PostDrafts drafts;
  private final Ledger ledger;
  private final PlannedAgain again;
  private final Editions editions;
  private final Replacements replacements;
  private final Repetitions repetitions;

  @Activate
  public Planner(
      @Reference Repository repository,
      @Reference PageSource pages,
      @Reference Identities identities,
      @Reference PostDrafts drafts,
      @Reference Ledger ledger) {
    this.pages = new PageReader(repository, pages, identities);
    this.identities = identities;
    this.drafts = drafts;
    this.ledger = ledger;
    this.again = new PlannedAgain(ledger);
    this.editions = new Editions(this.pages, drafts, ledger);
    this.replacements = new Replacements(editions, this.pages, ledger);
    this.repetitions = new Repetitions(editions, this.pages, drafts, ledger);
  }

  /** Plans all posts that a job asks for; none where its page is gone by now. */
  void plan(SyndicationRequest wish) {
    if (attempt(wish, /* published= */ !wish.isWish()).isEmpty()) {
      LOG.warn("Nothing is posted for {}: there is no page of a site", wish.path());
    }
  }

  /**
   * Plans all posts that somebody asks for who waits for the answer.
   *
   * @return the posts as they stand in the ledger now; none where the policy wants none
   * @throws IllegalArgumentException there is no such page or connection, or it is a proposal that
   *     would change what a person decided
   */
  public List<PostRecord> ask(SyndicationRequest wish) {
    wish.connections().forEach(drafts::mustExist);
    return attempt(wish, /* published= */ false)
        .orElseThrow(
            () -> new IllegalArgumentException("There is no page of a site at " + wish.path()));
  }

  /** The posts; empty where there is no page. */
  private Optional<List<PostRecord>> attempt(SyndicationRequest wish, boolean published) {
    return pages.read(
        wish.path(),
        drafts.now(),
        reading -> {
          if (published && !isClosed(reading)) {
            back(reading.page().path());
          }
          List<String> connections = connections(reading, wish);
          List<PostRecord> posts = enter(connections, reading, wish);
          if (!wish.explicit()) {
            follow(connections, reading, wish);
          }
          return posts;
        });
  }

  private static boolean isClosed(PageReading reading) {
    return PageStanding.isClosed(reading.page(), reading.subject().choices());
  }

  private static List<String> connections(PageReading reading, SyndicationRequest wish) {
    Page page = reading.page();
    SyndicationPolicy policy = reading.subject().policy();
    boolean meant =
        wish.explicit() || (policy.enabled() && SyndicationPolicies.wanted(page, policy));
    if (!meant) {
      LOG.debug("The policy does not syndicate {}", page);
    }
    return meant ? SyndicationPolicies.connections(page.locale(), policy, wish) : List.of();
  }

  /**
   * Plans those posts of a page that it should have as the policy says and has not, as far as they
   * would go out. One that was skipped is meant as well, if the page became public after that; and
   * what was noted of its posts when it went away, and came back, counts no more.
   *
   * @param published when the page became public the last time
   */
  void makeGood(String path, Instant published) {
    SyndicationRequest wish = SyndicationRequest.published(path);
    pages.read(
        path,
        drafts.now(),
        reading -> {
          if (reading.page().live() && !isClosed(reading)) {
            back(path);
          }
          List<String> connections = connections(reading, wish);
          if (connections.isEmpty()) {
            return List.of();
          }
          PageReading page = reading.of(identities.of(path));
          List<PostRecord> there = ledger.ofPage(page.identity());
          List<String> missing =
              connections.stream()
                  .filter(to -> isMissing(Editions.latest(there, to), to, page, wish, published))
                  .toList();
          return enter(missing, page, wish);
        });
  }

  private boolean isMissing(
      Optional<PostRecord> there,
      String connection,
      PageReading page,
      SyndicationRequest wish,
      Instant published) {
    String id =
        there.map(PostRecord::id).orElse(Keys.post(connection, page.identity(), Editions.FIRST));
    return there.map(post -> isBehind(post, published)).orElse(true)
        && !drafts.madeAfter(connection, published)
        && editions.draft(id, connection, page, wish, there).state() != State.SKIPPED;
  }

  private static boolean isBehind(PostRecord there, Instant published) {
    return there.state() == State.SKIPPED
        && there.time(Key.PLANNED).filter(published.plus(CLOCKS_DIFFER)::isAfter).isPresent();
  }

  /** What a page is now, whatever was told of it. */
  PageStanding standing(String path) {
    return pages.standing(path, drafts.now());
  }

  /**
   * Leaves failed posts for a page that could not be planned, so that its loss is seen, and says so
   * on those that are there and would have followed the page; none where the policy wants none.
   */
  void giveUp(SyndicationRequest wish, String reason) {
    List<String> connections =
        pages
            .policy(
                wish.path(),
                // Nobody may know the language of a page that cannot be read.
                policy ->
                    wish.explicit() || policy.enabled()
                        ? SyndicationPolicies.connections(Locale.ROOT, policy, wish)
                        : List.<String>of())
            .orElse(List.of());
    if (!connections.isEmpty()) {
      String identity = identities.of(wish.path());
      List<PostRecord> there = ledger.ofPage(identity);
      for (String connection : connections) {
        Optional<PostRecord> latest = Editions.latest(there, connection);
        String id =
            latest
                .map(PostRecord::id)
                .orElseGet(() -> ledger.add(lost(connection, identity, wish, reason)).id());
        ledger.update(id, record -> PlannedAgain.unread(record, wish, reason, drafts.now()));
      }
    }
  }

  private PostRecord lost(
      String connection, String identity, SyndicationRequest wish, String reason) {
    PostRecord lost =
        drafts
            .lost(Keys.post(connection, identity, Editions.FIRST), connection, wish, reason)
            .with(Key.PAGE, identity)
            .with(Key.EDITION, Editions.FIRST);
    return wish.isWish()
        ? editions.asked(lost, wish).decided(drafts.now(), wish.by(), wish.act())
        : lost;
  }

  /** Notes on all posts of a page, of whatever state, where it is now, and that it is public. */
  private void back(String path) {
    List<PostRecord> posts = identities.find(path).map(ledger::ofPage).orElse(List.of());
    if (posts.isEmpty()) {
      return;
    }
    identities.of(path);
    ledger.updateAll(posts, record -> PageAway.back(record, path, drafts.now()));
  }

  private List<PostRecord> enter(
      List<String> connections, PageReading reading, SyndicationRequest wish) {
    if (connections.isEmpty()) {
      return List.of();
    }
    String path = reading.page().path();
    String identity = identities.of(path);
    List<PostRecord> there = ledger.ofPage(identity);
    List<PostRecord> posts = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String connection : connections) {
      String edition =
          Editions.latest(there, connection).map(p -> p.text(Key.EDITION)).orElse(Editions.FIRST);
      try {
        posts.add(enter(connection, edition, reading.of(identity), wish));
      } catch (ReadBeforeException | Proposals.RefusedException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        LOG.error("The post of {} for {} cannot be entered", path, connection, e);
        missing.add(connection);
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "The posts of " + path + " for " + missing + " could not be entered.");
    }
    return posts;
  }

  /** Posts of the page that its policy does not name say what the page says, too. */
  private void follow(List<String> named, PageReading reading, SyndicationRequest wish) {
    List<PostRecord> there =
        identities.find(reading.page().path()).map(ledger::ofPage).orElse(List.of());
    List<String> others =
        there.stream()
            .filter(post -> post.isAboutPage() && post.certainlyNotSent())
            .filter(post -> isOnItsWay(post) || post.time(Key.WISHED).isPresent())
            .map(post -> post.text(Key.CONNECTION))
            .filter(connection -> !named.contains(connection))
            .distinct()
            .toList();
    enter(others, reading, wish);
  }

  private static boolean isOnItsWay(PostRecord post) {
    State state = post.state();
    return state == State.QUEUED || (state.open() && state != State.PLANNED);
  }

  private PostRecord enter(
      String connection, String edition, PageReading reading, SyndicationRequest wish) {
    String id = Keys.post(connection, reading.identity(), edition);
    for (int i = 0; i < TRIES; i++) {
      Optional<PostRecord> there = ledger.find(id);
      PostRecord draft = editions.draft(id, connection, reading, wish, there);
      if (there.isEmpty()) {
        PostRecord named = draft.with(Key.EDITION, edition);
        PostRecord fresh =
            wish.isWish() ? named.decided(drafts.now(), wish.by(), wish.act()) : named;
        Optional<PostRecord> added = ledger.enter(fresh);
        if (added.isPresent()) {
          return added.get();
        }
        // Another planner was first; what was read here is planned over it.
        continue;
      }
      SyndicationRequest kept = SyndicationRequest.kept(there.get());
      Optional<PostRecord> changed =
          ledger.update(
              id,
              record ->
                  SyndicationRequest.kept(record).equals(kept)
                      ? again.of(record, draft, wish)
                      : null);
      changed.ifPresent(r -> LOG.info("{} is planned again: {}", r, r.state()));
      PostRecord now = changed.or(() -> ledger.find(id)).orElse(there.get());
      if (changed.isPresent() || SyndicationRequest.kept(now).equals(kept)) {
        return now;
      }
    }
    throw new IllegalStateException("What is asked for " + id + " changes all the time.");
  }

  /**
   * Plans those posts of a page anew that are on their way to some connections, to which it is not
   * posted any more: they are skipped.
   */
  public void exclude(String path, List<String> connections) {
    identities.find(path).map(ledger::ofPage).orElse(List.of()).stream()
        .filter(post -> post.isAboutPage() && post.certainlyNotSent() && isOnItsWay(post))
        .filter(post -> connections.contains(post.text(Key.CONNECTION)))
        .forEach(this::complete);
  }

  /**
   * Plans one post again: tries to find the words that it could not have when it was planned, or
   * those that its page has by now. One that has none, and whose page is gone or no longer meant,
   * is skipped.
   */
  public void complete(PostRecord post) {
    Optional<String> obstacle =
        pages
            .read(post, drafts.now(), page -> completed(post, page))
            .orElse(Optional.of("There is no page any more of which the words could be made."));
    Instant again = drafts.lookAgain();
    ledger.update(
        post.id(),
        record -> {
          boolean made = record.state() != State.PLANNED && record.worded();
          if (made || record.time(Key.DUE).isEmpty()) {
            return null;
          }
          return obstacle.isPresent()
              ? record.to(State.SKIPPED, obstacle.get()).with(Key.DUE, null)
              : record.with(Key.DUE, again);
        });
  }

  /** Enters the post anew; gives why it is not, where the policy is against it. */
  private Optional<String> completed(PostRecord post, PageReading page) {
    SyndicationRequest wish = SyndicationRequest.published(post.text(Key.PATH));
    String connection = post.text(Key.CONNECTION);
    boolean asked = post.time(Key.WISHED).isPresent() || post.flag(Key.RELEASED);
    if (!asked && !post.worded() && !connections(page, wish).contains(connection)) {
      return Optional.of("The policy does not ask for this post any more.");
    }
    enter(connection, post.text(Key.EDITION), page, wish);
    return Optional.empty();
  }

  /**
   * Gives a post that certainly was not sent the words and the card that its page has now, where it
   * stands.
   *
   * @return whether there is a page; false leaves the post as it is
   */
  public boolean reword(PostRecord post) {
    SyndicationRequest wish = SyndicationRequest.published(post.text(Key.PATH));
    return pages
        .read(
            post,
            drafts.now(),
            page -> {
              PostRecord now = rehearse(post, wish, page);
              ledger.update(post.id(), record -> again.reworded(record, now));
              return now;
            })
        .isPresent();
  }

  /**
   * What a post would be if a person asked for another time; empty where there is no page.
   *
   * @param when instead of what was asked for before
   */
  public Optional<PostRecord> moved(PostRecord post, When when, String user) {
    return rehearse(post, SyndicationRequest.moved(post, when, user));
  }

  /** The public address of a page; empty where it is none that people can read. */
  public Optional<String> address(String path) {
    return pages
        .read(path, drafts.now(), reading -> reading.page())
        .filter(Page::live)
        .map(page -> page.canonical().toString());
  }

  /**
   * By whose clock the times of a page are read, such as {@code Europe/Berlin}; empty where there
   * is no page, or its policy names no zone that there is.
   */
  public Optional<String> zone(String path) {
    try {
      return pages.policy(path, policy -> Schedule.zone(policy.zone()).getId());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The words of a digest of pages, as the policy of one of them says. */
  public String digestText(String path) {
    return pages.policy(path, SyndicationPolicy::digestText).orElse("{list}");
  }

  /** The network of a connection; empty where there is no such connection. */
  public String network(String connection) {
    return drafts.network(connection);
  }

  /** Whether a connection is one with which the policy of a page has nothing to do. */
  public boolean isElsewhere(String path, String connection) {
    return drafts.exists(connection)
        && !pages
            .policy(path, policy -> SyndicationPolicies.names(policy, connection))
            .orElse(false);
  }

  /**
   * A post as a person wants it who files it under a page, with the page's time, approval and
   * language; its words are those of the page as yet. Empty where there is no page.
   *
   * @param wish to one connection
   * @param edition another than those of posts about the page
   * @throws IllegalArgumentException there is no such connection
   */
  public Optional<PostRecord> filed(SyndicationRequest wish, String edition) {
    String connection = wish.connections().get(0);
    drafts.mustExist(connection);
    return pages.read(
        wish.path(),
        drafts.now(),
        reading -> {
          String identity = identities.of(reading.page().path());
          String id = Keys.post(connection, identity, edition);
          return editions
              .draft(id, connection, reading.of(identity), wish, Optional.empty())
              .with(Key.EDITION, edition)
              .with(Key.WISHED_TEXT, null);
        });
  }

  /** What a post would be if it were planned now; empty where there is no page. */
  public Optional<PostRecord> rehearse(PostRecord post) {
    return rehearse(post, SyndicationRequest.published(post.text(Key.PATH)));
  }

  private Optional<PostRecord> rehearse(PostRecord post, SyndicationRequest wish) {
    return pages.read(post, drafts.now(), page -> rehearse(post, wish, page));
  }

  private PostRecord rehearse(PostRecord post, SyndicationRequest wish, PageReading page) {
    return editions.draft(post.id(), post.text(Key.CONNECTION), page, wish, Optional.of(post));
  }

  /** By the clock that says when posts are due. */
  Instant now() {
    return drafts.now();
  }

  /** Plans what is to stand in the place of a post, if that is gone by now. */
  public void replace(String id) {
    replacements.replace(id, drafts.now());
  }

  /** Plans the next edition of a post, if the time of its rule for that has come. */
  void repeat(String id) {
    repetitions.repeat(id);
  }

  /** The posts of pages that come after the first. */
  public Editions editions() {
    return editions;
  }
}
