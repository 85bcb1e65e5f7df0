// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.engine.Ada.Approval;
import dev.smo.engine.AuthoredPages.Known;
import dev.smo.engine.AuthoredPages.Loss;
import dev.smo.host.PageEvent;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.outbound.NotSentException;
import dev.smo.post.RemotePost;
import dev.smo.tracking.Tracking;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.sling.event.jobs.consumer.JobConsumer;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.MockSling;
import org.jetbrains.annotations.Nullable;

/**
 * One page of an {@link Installation}, what is done to it and its posts, and what must be true of
 * them afterwards.
 */
final class LifeOfAPage {
  /** What can happen; what does not apply at its moment does nothing. */
  enum Step {
    PUBLISH(life -> life.show(0, true, /* told= */ true)),
    PUBLISH_UNTOLD(life -> life.show(0, true, /* told= */ false)),
    UNPUBLISH(life -> life.show(0, false, /* told= */ true)),
    TELL_AGAIN(life -> life.tell(PageEvent.Kind.PUBLISHED, life.page().path())),
    TELL_LATE_THAT_IT_WENT(life -> life.tell(PageEvent.Kind.UNPUBLISHED, life.page().path())),
    TELL_LATE_THAT_IT_WAS_REMOVED(life -> life.tell(PageEvent.Kind.REMOVED, life.page().path())),
    SAVE_ANOTHER_TITLE(LifeOfAPage::retitle),
    SAVE_WORDS_WITH_THE_PAGE(life -> life.pages.word(Ada.HERS + "{title} {url}", "ada")),
    LEAD_THE_LINK_ELSEWHERE(LifeOfAPage::lead),
    ANOTHER_PAGE_IS_POSTED(LifeOfAPage::postBeside),
    ASK_IN_OTHER_WORDS(LifeOfAPage::ask),
    ASK_FOR_LATER(LifeOfAPage::askForLater),
    READ(life -> life.ada.read()),
    APPROVE(life -> life.ada.decide(life.ada::approve)),
    GRACE_APPROVES(life -> life.ada.decide(life.ada::graceApproves)),
    APPROVE_WHAT_WAS_READ(life -> life.ada.approveAsRead()),
    REJECT(life -> life.ada.decide(life.ada::reject)),
    CANCEL(life -> life.ada.decide(life.ada::cancel)),
    SEND_AGAIN(life -> life.ada.decide(life.ada::sendAgain)),
    POST_ANOTHER(life -> life.ada.decide(life.ada::another)),
    TAKE_BACK(life -> life.ada.decide(life.ada::takeBack)),
    CORRECT(life -> life.ada.decide(life.ada::correct)),
    MOVE(life -> life.ada.decide(life.ada::move)),
    WRITE_OTHER_WORDS(life -> life.ada.decide(life.ada::write)),
    STOP_THE_LANE(LifeOfAPage::stop),
    RESUME_THE_LANE(LifeOfAPage::resume),
    NETWORK_LETS_NOTHING_GO(LifeOfAPage::useUp),
    NETWORK_TAKES_LESS(life -> life.network.limits = LESS),
    NETWORK_TAKES_ALL(life -> life.network.limits = ALL),
    NEXT_ANSWER_IS_LOST(life -> life.next(life::done, life::lost)),
    NEXT_CALL_IS_LOST(life -> life.next(life::nothing, life::lost)),
    NEXT_CALL_IS_NOT_MADE(life -> life.next(life::nothing, life::unsent)),
    NEXT_CALL_KILLS_AND_IS_DONE(life -> life.next(life::done, life::killed)),
    NEXT_CALL_KILLS_AND_IS_NOT_DONE(life -> life.next(life::nothing, life::killed)),
    NEXT_IS_REFUSED(life -> life.next(life::nothing, () -> new Outcome.Rejected("No."))),
    NEXT_IS_PUT_OFF(
        life ->
            life.next(life::nothing, () -> new Outcome.Deferred(Duration.ofMinutes(3), "Later."))),
    NEXT_CARD_IS_READ_WHILE_THE_PAGE_GOES(LifeOfAPage::goInCall),
    NEXT_SENDER_STALLS(life -> life.stall(Duration.ofMinutes(20))),
    NEXT_SENDER_HAS_LITTLE_TIME_LEFT(life -> life.stall(Duration.ofSeconds(110))),
    NEXT_ANSWER_IS_LATE(life -> life.next(life::done, life::late)),
    NETWORK_IS_BUSY(life -> life.network.busy = true),
    NETWORK_IS_FREE(life -> life.network.busy = false),
    NETWORK_FORGETS(life -> life.network.canTell = false),
    NETWORK_REMEMBERS(life -> life.network.canTell = true),
    KILL(life -> life.smo.restart()),
    KILL_THAT_LOSES_THE_LAST_COMMIT(life -> life.kill(Loss.LAST)),
    KILL_THAT_LOSES_SOME_COMMITS(life -> life.kill(Loss.SOME)),
    KILL_THAT_LOSES_FIVE_SECONDS(life -> life.kill(Loss.ALL)),
    NEXT_CALL_KILLS_IS_DONE_AND_LOST(life -> life.next(life::done, life::forgotten)),
    NEXT_COMMIT_KILLS_BEFORE_IT(life -> life.killAt(1, /* stored= */ false, Loss.NONE)),
    NEXT_COMMIT_KILLS_AFTER_IT(life -> life.killAt(1, /* stored= */ true, Loss.NONE)),
    NEXT_COMMIT_KILLS_AND_LOSES(life -> life.killAt(1, /* stored= */ true, Loss.SOME)),
    THIRD_COMMIT_KILLS_BEFORE_IT(life -> life.killAt(3, /* stored= */ false, Loss.NONE)),
    THIRD_COMMIT_KILLS_AFTER_IT(life -> life.killAt(3, /* stored= */ true, Loss.NONE)),
    FIFTH_COMMIT_KILLS_AND_LOSES(life -> life.killAt(5, /* stored= */ true, Loss.ALL)),
    NEXT_COMMIT_IS_REFUSED(life -> life.once(FailedCommitsTest.Failure.IT_IS_REFUSED)),
    NEXT_COMMIT_COMES_SECOND(life -> life.once(FailedCommitsTest.Failure.ANOTHER_CAME_FIRST)),
    NEXT_COMMIT_IS_STORED_AND_DENIED(
        life -> life.once(FailedCommitsTest.Failure.ITS_ANSWER_IS_TAKEN_FOR_A_CONFLICT)),
    NEXT_COMMIT_IS_STORED_AND_THROWS(
        life -> life.once(FailedCommitsTest.Failure.ITS_ANSWER_IS_LOST)),
    THE_OTHER_NODE_TAKES_OVER(LifeOfAPage::takeOver),
    CLOCK_IS_SET_BACK(LifeOfAPage::setBack),
    ONE_A_DAY(life -> life.pace.cap(1)),
    TWO_A_DAY(life -> life.pace.cap(2)),
    BUDGET_FOR_ONE_A_MONTH(life -> life.pace.budgetForOne()),
    BUDGET_FOR_NONE(life -> life.pace.budgetForNone()),
    QUIET_HOURS_BEGIN(life -> life.pace.quiet()),
    ANY_TIME_AND_AS_MUCH_AS_THERE_IS(life -> life.pace.free()),
    THE_DISK_IS_COMPARED(life -> life.pace.recollect()),
    PAGE_IS_MOVED(life -> life.movePage(/* told= */ true)),
    PAGE_IS_MOVED_AND_NOBODY_TELLS_OF_ITS_NEW_PLACE(life -> life.movePage(/* told= */ false)),
    PAGE_IS_MOVED_TO_ANOTHER_SITE_OR_BACK(LifeOfAPage::changeSite),
    PAGE_IS_COPIED(LifeOfAPage::copyPage),
    COPY_IS_PUBLISHED(LifeOfAPage::publishCopy),
    PAGE_IS_DELETED_AND_ANOTHER_MADE(life -> life.replacePage(/* told= */ true)),
    PAGE_IS_DELETED_UNTOLD_AND_ANOTHER_MADE(life -> life.replacePage(/* told= */ false)),
    WALK_OVER_THE_POSTS(life -> life.smo.rounds()),
    LOSE_JOBS(life -> life.smo.loseJobs()),
    CATCH_UP(life -> life.smo.catchUp()),
    A_SECOND(life -> life.pass(Duration.ofSeconds(1), 1)),
    A_WHILE(life -> life.pass(Duration.ofSeconds(20), 20)),
    MINUTES(life -> life.pass(Duration.ofMinutes(10), 20)),
    HOURS(life -> life.pass(Duration.ofHours(5), 20));

    private final Consumer<LifeOfAPage> done;

    Step(Consumer<LifeOfAPage> done) {
      this.done = done;
    }
  }

  /** What a call brings. */
  private interface Answer {
    Outcome come() throws IOException;
  }

  private static final Limits ALL = limits(200);
  private static final Limits LESS = limits(40);

  /**
   * What a life is lived on.
   *
   * @param approval who must approve each post; where nobody, the other site wants somebody to
   * @param byWords whether the network knows posts by their words only
   * @param inSlots whether posts take slots, of which there is one an hour
   * @param shortLinks whether the links in posts are short ones
   * @param nights whether the site has quiet nights, of which each begins three hours later
   * @param hour of the day at which it begins, so that it goes alike when it is lived again
   * @param ahead by how much the clock of a second node is ahead; zero: there is one node alone,
   *     which forgets its last commits in a kill
   */
  record Ground(
      Approval approval,
      boolean byWords,
      boolean inSlots,
      boolean shortLinks,
      boolean nights,
      int hour,
      Duration ahead) {
    private String night() {
      return (hour + 3) % 24 + ":00-" + (hour + 13) % 24 + ":00";
    }

    private boolean forgets() {
      return ahead.isZero();
    }
  }

  private final Ground ground;
  private final CountingNetwork network;
  private final String first;
  private final List<String> breaches = new ArrayList<>();
  private final AuthoredPages pages;
  private final Ada ada;
  private final Pace pace;

  /** The other node, where there is one. */
  private final Deque<Installation> others = new ArrayDeque<>();

  private Installation smo;
  private @Nullable Delivery called;
  private final List<String> beside = new ArrayList<>();
  private int titles;
  private Duration back = Duration.ZERO;
  private Loss loss = Loss.NONE;
  private boolean stopped;
  private boolean refused;

  /** A page of this name that is not public yet. */
  LifeOfAPage(Installation smo, CountingNetwork network, String name, Ground ground) {
    this.smo = smo;
    this.network = network;
    this.first = name;
    this.ground = ground;
    begin(ground.hour());
    smo.posting(
        "text",
        "{title} {url}",
        "burstLimit",
        0,
        "approval",
        ground.approval() == Approval.ANYBODY,
        "fourEyes",
        ground.approval() == Approval.FOUR_EYES,
        "quietHours",
        ground.nights() ? ground.night() : "",
        "onUnpublish",
        "retract",
        "zone",
        "UTC",
        "when",
        ground.inSlots() ? "next free slot" : "");
    if (!ground.forgets()) {
      others.add(smo.joined(ground.ahead()));
    }
    pace = new Pace(() -> this.smo, network, ground.inSlots());
    ada =
        new Ada(
            ground.approval(), () -> this.smo, network, this::last, this::title, this::newTitle);
    network.byWords = ground.byWords();
    network.showsAfter = Duration.ofSeconds(50);
    network.now = this::now;
    network.whenCalled = this::watch;
    MockContextAwareConfig.writeConfiguration(
        smo.context,
        Installation.SITE,
        Tracking.class,
        "enabled",
        ground.shortLinks(),
        "shortLinks",
        ground.shortLinks(),
        "campaign",
        "{campaign}");
    pages = new AuthoredPages(smo, this::now);
    pages.makeOtherSite(
        Map.of(
            "enabled",
            true,
            "approval",
            ground.approval() == Approval.NONE,
            "text",
            "{title} {url}",
            "onUnpublish",
            "retract"));
    pages.make(name, title());
    pages.show(0, false);
    smo.commits.whenStored = pages::note;
  }

  /** Waits until the clock shows an hour, on the next day where it must. */
  private void begin(int hour) {
    ZonedDateTime now = smo.clock.instant().atZone(ZoneOffset.UTC);
    ZonedDateTime today = now.truncatedTo(ChronoUnit.DAYS).plusHours(hour).plusMinutes(5);
    smo.clock.pass(Duration.between(now, today.isAfter(now) ? today : today.plusDays(1)));
  }

  private static Limits limits(int most) {
    return Limits.builder(most, Limits::graphemes)
        .images(List.of("image/jpeg"), 1_000_000, 2000)
        .build();
  }

  /** Does the steps one after the other, heals what they broke, and looks at what there is. */
  Optional<String> after(List<Step> steps) {
    steps.forEach(step -> alive(() -> step.done.accept(this)));
    heal();
    Optional<String> wrong = wrong();
    smo.commits.whenStored = () -> {};
    network.whenCalled = delivery -> {};
    network.whenCardIsRead = () -> {};
    smo.context.resourceResolver().refresh();
    beside.stream()
        .filter(path -> smo.context.resourceResolver().getResource(path) != null)
        .forEach(path -> smo.remove(path, /* told= */ true));
    // A kill may have lost the page and not its post, which would go out in another life.
    beside.forEach(path -> smo.site.hide(path.substring(path.lastIndexOf('/')) + ".html"));
    pages.all().forEach(page -> smo.remove(page.path(), /* told= */ true));
    pass(Duration.ofMinutes(30), 10);
    // Or the next life would not know what this one sent.
    others.forEach(Installation::recall);
    smo.recall();
    return wrong;
  }

  /** The time by which clocks should go. */
  private Instant now() {
    return smo.clock.instant().plus(back);
  }

  /** What must be true of each call. */
  private void watch(Delivery delivery) {
    ada.objections(delivery).forEach(breaches::add);
    pace.broken(delivery).ifPresent(breaches::add);
    if (stopped) {
      breaches.add("sent though its connection was stopped: " + delivery.post().text());
    }
  }

  private void alive(Runnable work) {
    try {
      work.run();
    } catch (Commits.Killed | CompletionException | IllegalStateException e) {
      if (!smo.commits.isDead() && !refused) {
        throw e;
      }
    }
    refused = false;
    if (smo.commits.isDead()) {
      die();
    }
    if (pages.all().isEmpty()) {
      // It ended between the deletion of a page and the making of the next.
      pages.make(first, title());
    }
  }

  private void die() {
    Loss lost = loss;
    loss = Loss.NONE;
    kill(lost);
  }

  private void kill(Loss lost) {
    if (ground.forgets() && pages.goBack(lost)) {
      pace.forget();
    } else {
      smo.restart();
    }
    stopped = !smo.lanes().find("toy").stopped().isEmpty();
  }

  private void killAt(int commits, boolean stored, Loss lost) {
    int[] left = {commits};
    smo.commits.fault =
        commit -> {
          left[0]--;
          if (left[0] == 0) {
            if (stored) {
              commit.store();
            }
            loss = lost;
            throw smo.commits.kill();
          }
          commit.store();
        };
  }

  private void once(FailedCommitsTest.Failure failure) {
    smo.commits.fault =
        commit -> {
          smo.commits.fault = Commits.Commit::store;
          refused = true; // which whoever asked for the commit may be told
          failure.fault().of(commit);
        };
  }

  private Outcome killed() {
    throw smo.commits.kill();
  }

  private Outcome forgotten() {
    loss = Loss.ALL;
    throw smo.commits.kill();
  }

  private void takeOver() {
    others.add(smo);
    smo = others.remove();
  }

  private Known page() {
    return pages.all().get(0);
  }

  private void show(int n, boolean now, boolean told) {
    pages.show(n, now);
    if (told) {
      tell(now ? PageEvent.Kind.PUBLISHED : PageEvent.Kind.UNPUBLISHED, pages.all().get(n).path());
    }
  }

  private void movePage(boolean told) {
    Known before = page();
    pages.move();
    if (before.shown() && told) {
      tell(PageEvent.Kind.PUBLISHED, page().path());
    }
    tell(PageEvent.Kind.REMOVED, before.path());
  }

  /** What its site wanted of a post before it goes out is wanted wherever its page is. */
  private void changeSite() {
    Known before = page();
    List<PostRecord> waiting = waiting();
    pages.changeSite();
    boolean planned =
        before.shown()
            && smo.insist(new PageEvent(PageEvent.Kind.PUBLISHED, page().path()))
                == JobConsumer.JobResult.OK;
    tell(PageEvent.Kind.REMOVED, before.path());
    boolean other = ground.approval() == Approval.NONE && pages.isElsewhere();
    for (PostRecord post : waiting) {
      Optional<PostRecord> now = smo.ledger.find(post.id()).filter(PostRecord::certainlyNotSent);
      boolean approval = post.flag(Key.MUST_APPROVE) && ground.approval() != Approval.NONE;
      if (approval && now.filter(there -> !there.flag(Key.MUST_APPROVE)).isPresent()) {
        breaches.add("its page is at another site, and nobody has to approve it: " + post);
      }
      if (post.needsFourEyes() && now.filter(there -> !there.needsFourEyes()).isPresent()) {
        breaches.add("its page is at another site, and two eyes are enough: " + post);
      }
      boolean free = now.filter(LifeOfAPage::goesUnapproved).isPresent();
      if (other && planned && free && network.limits == ALL) {
        breaches.add("the site wants somebody to approve it, and nobody is asked: " + post);
      }
    }
  }

  private static boolean goesUnapproved(PostRecord post) {
    return post.state() == State.SCHEDULED
        && (!post.flag(Key.MUST_APPROVE) || post.lacksApproval());
  }

  private List<PostRecord> waiting() {
    return smo.posts(page().path()).stream()
        .filter(post -> post.certainlyNotSent() && post.isAboutPage() && !post.flag(Key.RETRACT))
        .toList();
  }

  /** Nobody at the other site posts to the connection. */
  private boolean isForeign() {
    return pages.isElsewhere() && smo.posts(page().path()).isEmpty();
  }

  private void lead() {
    titles++;
    pages.campaign("campaign-" + titles);
    if (page().shown()) {
      tell(PageEvent.Kind.PUBLISHED, page().path());
    }
  }

  /** A page of which nothing is wanted but that its post counts for the connection. */
  private void postBeside() {
    String name = first + "b" + beside.size();
    String path = smo.page(name, name);
    beside.add(path);
    tell(PageEvent.Kind.PUBLISHED, path);
    smo.posts(path).stream()
        .filter(post -> post.state() == State.AWAITING_APPROVAL)
        .forEach(ada::look);
  }

  private void goInCall() {
    network.whenCardIsRead =
        () -> {
          Commits.Fault fault = smo.commits.fault;
          smo.commits.fault = Commits.Commit::store;
          knowPolicies();
          show(0, false, /* told= */ true);
          smo.commits.fault = fault;
        };
  }

  private void copyPage() {
    if (pages.all().size() == 1 && !pages.isElsewhere()) {
      pages.copy();
    }
  }

  private void publishCopy() {
    if (pages.all().size() > 1) {
      show(1, true, /* told= */ true);
    }
  }

  private void replacePage(boolean told) {
    Known gone = page();
    pages.remove();
    if (told) {
      tell(PageEvent.Kind.REMOVED, gone.path());
    }
    titles++;
    pages.make(gone.name(), title());
    show(0, true, /* told= */ true);
  }

  private void setBack() {
    Duration by = Duration.ofSeconds(70);
    smo.clock.pass(by.negated());
    back = back.plus(by);
  }

  private void stop() {
    smo.lanes().stop("toy", "ada looks after it");
    stopped = true;
  }

  private void resume() {
    stopped = false;
    smo.lanes().resume("toy");
  }

  private void useUp() {
    smo.lanes().note("toy", new Quota(0, smo.clock.instant().plus(Duration.ofMinutes(40))));
  }

  private String newTitle() {
    titles++;
    return title();
  }

  private String title() {
    return first + ' ' + titles;
  }

  private void tell(PageEvent.Kind kind, String path) {
    smo.insist(new PageEvent(kind, path));
  }

  private void retitle() {
    titles++;
    pages.retitle(title());
  }

  private void ask() {
    if (isForeign()) {
      return;
    }
    ada.isOverruled();
    String path = page().path();
    smo.tell(Map.of("path", path, "connections", "toy", "text", "Mine: {title} {url}"));
  }

  private void askForLater() {
    if (isForeign()) {
      return;
    }
    ada.isOverruled();
    smo.tell(
        Map.of(
            "path",
            page().path(),
            "connections",
            "toy",
            "at",
            smo.clock.instant().plus(Duration.ofMinutes(30)).toString()));
  }

  private void next(Runnable there, Answer answer) {
    network.next.clear();
    network.next.add(
        (delivery, toy) -> {
          called = delivery;
          there.run();
          return answer.come();
        });
  }

  private void done() {
    network.execute(Objects.requireNonNull(called));
  }

  private void nothing() {}

  private Outcome lost() throws IOException {
    throw new IOException("reset");
  }

  private Outcome unsent() throws IOException {
    throw new NotSentException("refused");
  }

  private Outcome late() {
    elsewhere(Duration.ofMinutes(4));
    RemotePost post = network.shown(Objects.requireNonNull(called).id());
    return new Outcome.Published(post);
  }

  private void stall(Duration time) {
    Installation slow = smo;
    slow.whenSending =
        () -> {
          slow.whenSending = () -> {};
          elsewhere(time);
        };
  }

  /** Time passes, in which other threads work, on the other node where there is one. */
  private void elsewhere(Duration time) {
    Commits.Fault fault = smo.commits.fault;
    smo.commits.fault = Commits.Commit::store;
    knowPolicies();
    takeOver();
    pass(time, 12);
    takeOver();
    smo.commits.fault = fault;
  }

  /**
   * The mock of Sling adapts to configurations in one thread only; calls have threads of theirs.
   */
  private void knowPolicies() {
    MockSling.setAdapterManagerBundleContext(smo.context.bundleContext());
  }

  private Optional<PostRecord> last() {
    List<PostRecord> posts = smo.posts(page().path());
    return posts.isEmpty() ? Optional.empty() : Optional.of(posts.get(posts.size() - 1));
  }

  private void pass(Duration time, int looks) {
    for (int i = 0; i < looks; i++) {
      alive(smo::work);
      smo.clock.pass(time.dividedBy(looks));
    }
  }

  /** Nothing goes wrong any more, and people do what they are asked for. */
  private void heal() {
    network.next.clear();
    network.busy = false;
    network.canTell = true;
    network.limits = ALL;
    smo.commits.fault = Commits.Commit::store;
    others.forEach(Installation::restart);
    others.forEach(other -> other.whenSending = () -> {});
    smo.whenSending = () -> {};
    smo.restart();
    resume();
    for (int day = 0; day < 4 && !(day > 0 && isAtRest()); day++) {
      pass(Duration.ofMinutes(6), 6);
      if (day == 0) {
        ease();
      }
      smo.catchUp();
      smo.rounds();
      pass(Duration.ofHours(1), 12);
      pages.all().forEach(page -> smo.posts(page.path()).forEach(ada::look));
      pages.former().forEach(page -> smo.ledger.ofPage(page).forEach(ada::settle));
      pass(Duration.ofHours(22), 6);
    }
  }

  /** What was there while posts could go is not there any more. */
  private void ease() {
    Stream.concat(
            pages.all().stream().flatMap(page -> smo.posts(page.path()).stream()),
            pages.former().stream().flatMap(page -> smo.ledger.ofPage(page).stream()))
        .flatMap(post -> Findings.forgotten(post).or(() -> Pace.inVain(post)).stream())
        .forEach(breaches::add);
    pace.free();
    if (pages.isElsewhere()) {
      changeSite();
    }
  }

  private boolean isAtRest() {
    // A page that went untold has gone at the second look that does not see it.
    return pages.all().stream().allMatch(this::isAtRest) && goneWrong().findAny().isEmpty();
  }

  private boolean isAtRest(Known page) {
    List<PostRecord> posts = smo.posts(page.path());
    return page.shown() != posts.isEmpty()
        && posts.stream().allMatch(post -> post.state() == State.SENT && !post.flag(Key.RETRACT));
  }

  private Optional<String> wrong() {
    Findings findings = findings();
    return Stream.of(
            breaches.stream(),
            ada.breaches().stream(),
            pages.all().stream()
                .flatMap(page -> findings.wrong(page, smo.posts(page.path())).stream()),
            goneWrong())
        .flatMap(found -> found)
        .map(found -> found + ada.refusals())
        .findFirst();
  }

  /** What is wrong with posts of pages that are no more. */
  private Stream<String> goneWrong() {
    Findings findings = findings();
    return pages.former().stream()
        .flatMap(page -> smo.ledger.ofPage(page).stream())
        .flatMap(post -> findings.wrong(post, /* shown= */ false).stream());
  }

  private Findings findings() {
    return new Findings(network, ground.approval() != Approval.NONE, ada.approved());
  }
}
