// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.Decisions.Reader;
import dev.smo.delivery.Decisions.Seen;
import dev.smo.delivery.NewEditions.Wish;
import dev.smo.host.PageEvent;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.outbound.NotSentException;
import dev.smo.schedule.When;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jetbrains.annotations.Nullable;

/**
 * One page of an {@link Installation}, what is done to it and its posts, and what must be true of
 * them afterwards. People look at the network before they say what is there, and say the truth.
 */
final class LifeOfAPage {
  /** What can happen; what does not apply at its moment does nothing. */
  enum Step {
    PUBLISH(life -> life.show(true, /* told= */ true)),
    PUBLISH_UNTOLD(life -> life.show(true, /* told= */ false)),
    UNPUBLISH(life -> life.show(false, /* told= */ true)),
    TELL_AGAIN(life -> life.tell(PageEvent.Kind.PUBLISHED)),
    TELL_LATE_THAT_IT_WENT(life -> life.tell(PageEvent.Kind.UNPUBLISHED)),
    TELL_LATE_THAT_IT_WAS_REMOVED(life -> life.tell(PageEvent.Kind.REMOVED)),
    SAVE_ANOTHER_TITLE(LifeOfAPage::retitle),
    ASK_IN_OTHER_WORDS(LifeOfAPage::ask),
    ASK_FOR_LATER(LifeOfAPage::askForLater),
    READ(LifeOfAPage::read),
    APPROVE(life -> life.decide(life::approve)),
    APPROVE_WHAT_WAS_READ(LifeOfAPage::approveAsRead),
    REJECT(life -> life.decide(post -> life.smo.decisions.reject(post.id(), "ada"))),
    CANCEL(life -> life.decide(post -> life.smo.decisions.cancel(post.id(), "ada"))),
    SEND_AGAIN(life -> life.decide(life::sendAgain)),
    POST_ANOTHER(life -> life.decide(life::another)),
    TAKE_BACK(life -> life.decide(post -> life.smo.decisions.retract(post.id(), "ada"))),
    CORRECT(life -> life.decide(life::correct)),
    MOVE(life -> life.decide(life::move)),
    NEXT_ANSWER_IS_LOST(life -> life.next(life::done, life::lost)),
    NEXT_CALL_IS_LOST(life -> life.next(life::nothing, life::lost)),
    NEXT_CALL_IS_NOT_MADE(life -> life.next(life::nothing, life::unsent)),
    NEXT_CALL_KILLS_AND_IS_DONE(life -> life.next(life::done, life::killed)),
    NEXT_CALL_KILLS_AND_IS_NOT_DONE(life -> life.next(life::nothing, life::killed)),
    NEXT_IS_REFUSED(life -> life.next(life::nothing, () -> new Outcome.Rejected("No."))),
    NEXT_IS_PUT_OFF(
        life ->
            life.next(life::nothing, () -> new Outcome.Deferred(Duration.ofMinutes(3), "Later."))),
    NEXT_SENDER_STALLS(LifeOfAPage::stall),
    NETWORK_IS_BUSY(life -> life.network.busy = true),
    NETWORK_IS_FREE(life -> life.network.busy = false),
    NETWORK_FORGETS(life -> life.network.canTell = false),
    NETWORK_REMEMBERS(life -> life.network.canTell = true),
    KILL(life -> life.smo.restart()),
    KILL_THAT_LOSES_THE_LAST_COMMITS(LifeOfAPage::killBeforeFlush),
    CLOCK_IS_SET_BACK(LifeOfAPage::setBack),
    PAGE_IS_MOVED(LifeOfAPage::movePage),
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

  private static final Set<State> MOVING =
      EnumSet.of(State.PLANNED, State.SCHEDULED, State.QUEUED, State.SENDING, State.UNKNOWN);

  private static final Duration FLUSH = Duration.ofSeconds(5);

  private final Installation smo;
  private final CountingNetwork network;
  private final String first;
  private String name;
  private String path;
  private final Set<String> approved = new HashSet<>();
  private final List<String> refusals = new ArrayList<>();
  private final boolean approval;
  private @Nullable Reader reader;
  private String wordsRead = "";
  private @Nullable Delivery called;
  private int titles;
  private boolean shown;
  private boolean setBack;

  /** A page of this name that is not public yet. */
  LifeOfAPage(Installation smo, CountingNetwork network, String name, boolean approval) {
    this.smo = smo;
    this.network = network;
    this.first = name;
    this.name = name;
    this.approval = approval;
    smo.posting(
        "text", "{title} {url}", "burstLimit", 0, "approval", approval, "onUnpublish", "retract");
    path = smo.page(name, title());
    show(false, /* told= */ false);
  }

  /** Does the steps one after the other, heals what they broke, and looks at what there is. */
  Optional<String> after(List<Step> steps) {
    steps.forEach(step -> step.done.accept(this));
    heal();
    Optional<String> wrong = wrong();
    smo.remove(path, /* told= */ true);
    pass(Duration.ofMinutes(30), 10);
    return wrong;
  }

  private void show(boolean now, boolean told) {
    shown = now;
    smo.set(
        path + "/jcr:content",
        Map.of("sling:published", now, "lastPublished", smo.clock.instant().toString()));
    if (now) {
      smo.site.show('/' + name + ".html", title());
    } else {
      smo.site.hide('/' + name + ".html");
    }
    if (told) {
      tell(now ? PageEvent.Kind.PUBLISHED : PageEvent.Kind.UNPUBLISHED);
    }
  }

  /** Oak writes to its disk every five seconds; the disk of the journal knows more. */
  private void killBeforeFlush() {
    // By a clock that was set back nobody can tell what the disk has.
    boolean young =
        !setBack
            && smo.posts(path).stream()
                .allMatch(
                    post ->
                        post.time(Key.PLANNED)
                            .filter(at -> at.isAfter(smo.clock.instant().minus(FLUSH)))
                            .isPresent());
    if (young && !smo.posts(path).isEmpty()) {
      smo.forget(path);
      smo.restart();
    }
  }

  private void setBack() {
    smo.clock.pass(Duration.ofSeconds(-70));
    setBack = true;
  }

  private void movePage() {
    String before = path;
    smo.site.hide('/' + name + ".html");
    name += "m";
    path = smo.rename(before, name);
    if (shown) {
      smo.site.show('/' + name + ".html", title());
      tell(PageEvent.Kind.PUBLISHED);
    }
    smo.insist(new PageEvent(PageEvent.Kind.REMOVED, before));
  }

  private String title() {
    return first + ' ' + titles;
  }

  private void tell(PageEvent.Kind kind) {
    smo.insist(new PageEvent(kind, path));
  }

  private void retitle() {
    titles++;
    smo.set(path + "/jcr:content", Map.of("jcr:title", title()));
    if (shown) {
      smo.site.show('/' + name + ".html", title());
    }
  }

  private void ask() {
    smo.tell(Map.of("path", path, "connections", "toy", "text", "Mine: {title} {url}"));
  }

  private void askForLater() {
    smo.tell(
        Map.of(
            "path",
            path,
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

  private Outcome killed() throws IOException {
    return smo.killed();
  }

  private void stall() {
    smo.whenSending =
        () -> {
          smo.whenSending = () -> {};
          smo.clock.pass(Duration.ofMinutes(20));
        };
  }

  private void read() {
    last()
        .ifPresent(
            post -> {
              reader = smo.decisions.reader(post.id(), "ada");
              wordsRead = post.text(Key.TEXT);
            });
  }

  private void approve(PostRecord post) {
    String words = post.text(Key.TEXT);
    smo.decisions.approve(post.id(), "ada");
    approved.add(words);
  }

  private void approveAsRead() {
    Reader as = reader;
    if (as != null) {
      decide(
          post -> {
            smo.decisions.approve(post.id(), as);
            approved.add(wordsRead);
          });
    }
  }

  private void sendAgain(PostRecord post) {
    if (network.has(post.id())) {
      smo.decisions.markPosted(post.id(), null, "ada");
    } else {
      smo.decisions.retry(post.id(), Seen.NOTHING, "ada");
    }
  }

  private void another(PostRecord post) {
    if (!network.has(post.id())) {
      smo.decisions.again(post.id(), Seen.NOTHING, smo.decisions.reader(post.id(), "ada"));
    }
  }

  private void correct(PostRecord post) {
    try {
      smo.newEditions()
          .correct(
              new Wish(post.id(), "Right: " + title(), Optional.empty()),
              smo.decisions.reader(post.id(), "ada"));
    } catch (InterruptedException e) {
      throw new AssertionError("nobody is waited for", e);
    }
  }

  private void move(PostRecord post) {
    When later = When.parse("2036-01-01 09:00");
    smo.decisions.move(post.id(), later, smo.decisions.reader(post.id(), "ada"));
  }

  private Optional<PostRecord> last() {
    List<PostRecord> posts = smo.posts(path);
    return posts.isEmpty() ? Optional.empty() : Optional.of(posts.get(posts.size() - 1));
  }

  private void decide(Consumer<PostRecord> decision) {
    last()
        .ifPresent(
            post -> {
              try {
                decision.accept(post);
              } catch (NotPossibleException e) {
                refusals.add(String.valueOf(e.getMessage()));
              }
            });
  }

  private void pass(Duration time, int looks) {
    for (int i = 0; i < looks; i++) {
      smo.work();
      if (Thread.interrupted()) {
        smo.restart();
      }
      smo.clock.pass(time.dividedBy(looks));
    }
  }

  /** Nothing goes wrong any more, and people do what they are asked for. */
  private void heal() {
    network.next.clear();
    network.busy = false;
    network.canTell = true;
    smo.whenSending = () -> {};
    Thread.interrupted();
    smo.restart();
    for (int day = 0; day < 4 && !(day > 0 && isAtRest()); day++) {
      pass(Duration.ofMinutes(6), 6);
      smo.catchUp();
      smo.rounds();
      pass(Duration.ofHours(1), 12);
      smo.posts(path).forEach(this::look);
      pass(Duration.ofHours(22), 6);
    }
  }

  private boolean isAtRest() {
    List<PostRecord> posts = smo.posts(path);
    return shown != posts.isEmpty()
        && posts.stream().allMatch(post -> post.state() == State.SENT && !post.flag(Key.RETRACT));
  }

  private void look(PostRecord post) {
    try {
      switch (post.state()) {
        case AWAITING_APPROVAL -> approve(post);
        case HELD, FAILED, NEEDS_ATTENTION -> sendAgain(post);
        case SCHEDULED ->
            smo.decisions.move(post.id(), When.NOW, smo.decisions.reader(post.id(), "ada"));
        default -> {}
      }
    } catch (NotPossibleException e) {
      refusals.add(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> wrong() {
    List<PostRecord> posts = smo.posts(path);
    for (PostRecord post : posts) {
      Optional<String> wrong = wrong(post);
      if (wrong.isPresent()) {
        return wrong.map(what -> what + ": " + post);
      }
    }
    long out = posts.stream().filter(post -> network.has(post.id())).count();
    boolean ended =
        posts.stream()
            .anyMatch(
                post ->
                    post.state() == State.CANCELLED
                        || post.state() == State.REJECTED
                        || post.state() == State.RETRACTED);
    if (out > 1) {
      return Optional.of("two editions are out: " + posts);
    }
    return shown && out == 0 && !ended
        ? Optional.of(
            "lost: the page is public, nobody said no, and nothing is out: "
                + posts.stream()
                    .map(post -> post + " " + post.state() + " " + post.text(Key.REASON))
                    .toList()
                + refusals)
        : Optional.empty();
  }

  private Optional<String> wrong(PostRecord post) {
    boolean there = network.has(post.id());
    if (network.executed(post.id()).size() > 1) {
      return Optional.of("posted twice");
    }
    if (MOVING.contains(post.state()) && shown) {
      return Optional.of("it never comes to rest");
    }
    if ((post.state() == State.SENT) != there) {
      return Optional.of(there ? "it is out, and the record denies it" : "it is not out");
    }
    if (approval && !approved.containsAll(network.executed(post.id()))) {
      return Optional.of("nobody approved " + network.executed(post.id()) + " but " + approved);
    }
    if (post.awaitsReplacement()) {
      return Optional.of("what was to stand in its place never came");
    }
    // What a person marked as posted has no name by which it could be taken back.
    boolean asked = post.flag(Key.ATTENTION);
    return !shown && there && !asked
        ? Optional.of("its page is away, and it is still out")
        : Optional.empty();
  }
}
