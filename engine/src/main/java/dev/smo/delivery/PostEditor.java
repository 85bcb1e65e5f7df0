// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connections.Connectors;
import dev.smo.connections.FieldCheck;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.Decisions.Reader;
import dev.smo.gate.Verdict;
import dev.smo.ledger.Attempt;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.syndication.PostDrafts;
import dev.smo.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the words of posts while a person waits: of those that are out on their network, of those
 * that are not yet in the ledger only. Changing twice is harmless, so whoever got no answer simply
 * asks again.
 */
@Component(service = PostEditor.class)
public class PostEditor {
  private static final Logger LOG = LoggerFactory.getLogger(PostEditor.class);

  private static final Set<Key> REWORDED = EnumSet.of(Key.TEXT, Key.HASHTAGS, Key.THREAD);
  private static final Set<Key> CHANGED =
      EnumSet.of(Key.TEXT, Key.HASHTAGS, Key.THREAD, Key.OPTIONS, Key.WISHED_OPTIONS, Key.PRICE);
  private static final Set<State> WAITING =
      EnumSet.of(State.AWAITING_APPROVAL, State.SCHEDULED, State.HELD, State.FAILED);

  private final Ledger ledger;
  private final Connectors networks;
  private final Sessions sessions;
  private final Pictures pictures;
  private final NetworkCalls calls;
  private final EngineInstance instance;
  private final Transitions times;

  @Activate
  public PostEditor(
      @Reference Ledger ledger,
      @Reference NetworkClient client,
      @Reference Pictures pictures,
      @Reference EngineInstance instance,
      @Reference Transitions transitions) {
    this.ledger = ledger;
    this.networks = client.connectors();
    this.sessions = client.sessions();
    this.calls = client.calls();
    this.pictures = pictures;
    this.instance = instance;
    this.times = transitions;
  }

  /** Nobody can approve words that are out the moment they are written. */
  private static void refuseWhatFourEyesSaw(PostRecord post) {
    if (post.state() == State.SENT && post.needsFourEyes()) {
      throw new NotPossibleException(
          "Four eyes must see the words of this post, so nobody changes them alone once it is out."
              + " Take it back and post it again.");
    }
  }

  /** One network, as it is spoken to for one change. */
  private record Line(Connector connector, Sessions.Opened.Ready opened) {
    private Connection connection() {
      return opened.connection();
    }
  }

  /**
   * Gives a post that is out other words. Two people who change one post see each other's words
   * before. Whoever calls must have checked that the person may.
   *
   * @param words plain, with the link where it shall stand
   * @return the post as it is then
   * @throws NotPossibleException it is as it was; the message says why and what to do
   */
  public PostRecord edit(String id, String words, Reader by) throws InterruptedException {
    PostRecord post = existing(id);
    by.mustHaveRead(post);
    refuseWhatFourEyesSaw(post);
    if (isPacked(post)) {
      throw new NotPossibleException(
          "This post was packed long ago, so nobody sees here what would be changed. Take it back"
              + " and post it again.");
    }
    if (!isPossible(post)) {
      throw new NotPossibleException(
          "The words of a post that is " + post.state() + " cannot be changed on its network.");
    }
    Editor editor =
        networks
            .find(Editor.class, post.text(Key.NETWORK))
            .orElseThrow(
                () ->
                    new NotPossibleException("This network's posts cannot be changed from here."));
    Line line = line(post);
    PostRecord wanted = reworded(post, words);
    Post content = content(wanted, line);
    Instant began = times.now();
    Outcome outcome =
        sessions.renewing(line.opened(), connection -> call(wanted, editor, connection, content));
    LOG.info("Changing the words of {}: {}", post, AttemptResults.describe(outcome));
    if (outcome instanceof Outcome.Published published) {
      return keep(wanted, published.post(), began, by);
    }
    throw new NotPossibleException(refusal(outcome));
  }

  /**
   * Gives a post that is not out yet other words and options, which planning its page again keeps.
   * Whoever calls must have checked that the person may.
   *
   * @param words plain, with the link where it shall stand; lines of {@code ---} divide a thread
   * @param options of the network's own those that change, by name; empty ones are taken off
   * @return the post as it is then
   * @throws NotPossibleException it is as it was; the message says why and what to do
   */
  public PostRecord change(String id, String words, Map<String, String> options, Reader by)
      throws InterruptedException {
    PostRecord post = existing(id);
    by.mustHaveRead(post);
    refuseUnlessWaiting(post);
    Line line = line(post);
    Network network = line.connector().network();
    Map<String, String> decided = decided(network, post, options);
    PostRecord wanted =
        said(post, words).withOptions(decided).withWishedOptions(wished(post, options, decided));
    refuse(FieldCheck.problem(network, wanted.options()));
    Limits limits = PostLimits.of(wanted, line.connector(), line.connection());
    Post content = PostContent.post(wanted, List.of(), limits);
    refuse(PostContent.problem(content, PostDrafts.shape(wanted, limits), limits));
    PostRecord priced = wanted.isNote() ? PostNotes.priced(networks, wanted, limits) : wanted;
    return ledger
        .update(
            id,
            record -> {
              by.mustHaveRead(record);
              refuseUnlessWaiting(record);
              return changed(record, priced, by.user());
            })
        .orElseThrow(() -> new NotPossibleException("There is no such post."));
  }

  /** What was approved in other words has to be approved in these. */
  private PostRecord changed(PostRecord record, PostRecord wanted, String user) {
    boolean sameWords = record.parts().equals(wanted.parts());
    PostRecord changed =
        record
            .decided(times.now(), user, "edit")
            .with(CHANGED, wanted)
            .with(Key.NOTE, null)
            .with(Key.WITHOUT_PICTURES, null)
            .with(Key.REASON, "changed by " + user);
    PostRecord fresh =
        ledger.steps().fresh(record, sameWords ? changed : changed.with(Key.CHANGED_BY, user));
    // What is held, such as a draft, is put before nobody until a person sends it.
    return fresh.state() == State.SCHEDULED && fresh.lacksApproval()
        ? fresh.toBeApproved(fresh.text(Key.REASON), times.now())
        : fresh;
  }

  /** What is chosen for this post alone, by name: what was before, and what changes. */
  private static Map<String, String> wished(
      PostRecord post, Map<String, String> changed, Map<String, String> decided) {
    Map<String, String> wished = new TreeMap<>(post.wishedOptions());
    changed.keySet().forEach(name -> wished.put(name, decided.getOrDefault(name, "")));
    return wished;
  }

  /** Whether a post has words and is not out, so that they may still become others. */
  public static boolean isWaiting(PostRecord post) {
    return WAITING.contains(post.state()) && post.worded();
  }

  private void refuseUnlessWaiting(PostRecord post) {
    if (!isWaiting(post)) {
      throw new NotPossibleException("A post that is " + post.state() + " cannot be changed here.");
    }
    if (post.time(Key.REPEAT_UNTIL).isPresent()) {
      throw new NotPossibleException(
          "This post may be out: its answer was lost, and it is sent again under the same id, by"
              + " which its network knows it. Other words would not arrive, so these stay.");
    }
    if (ledger.steps().hasPartOut(post)) {
      throw new NotPossibleException(
          "A part of this thread is out already; its words stay as they are.");
    }
  }

  private static PostRecord said(PostRecord post, String words) {
    List<Wording> parts = parts(post, words);
    if (!parts.isEmpty()) {
      return PostDrafts.said(post, parts);
    }
    if (post.text(Key.TEXT).isBlank()) {
      return post;
    }
    throw new NotPossibleException(
        "Say the new words. To keep the post from going out, cancel it.");
  }

  private static Map<String, String> decided(
      Network network, PostRecord post, Map<String, String> changed) {
    Map<String, String> options = new TreeMap<>(post.options());
    options.putAll(changed);
    Set<String> known = network.postFields().stream().map(Field::name).collect(Collectors.toSet());
    for (String name : changed.keySet()) {
      if (!known.contains(name)) {
        throw new NotPossibleException(network.label() + " has no option " + name + ".");
      }
    }
    network.postFields().stream()
        .filter(field -> options.getOrDefault(field.name(), "").isBlank())
        .forEach(field -> options.put(field.name(), field.defaultValue()));
    options.values().removeIf(String::isBlank);
    return options;
  }

  private PostRecord existing(String id) {
    return ledger.find(id).orElseThrow(() -> new NotPossibleException("There is no such post."));
  }

  private static void refuse(Optional<String> problem) {
    problem.ifPresent(
        sentence -> {
          throw new NotPossibleException(sentence);
        });
  }

  private static List<Wording> parts(PostRecord post, String words) {
    return Wording.parts(words).stream()
        .map(part -> Wording.written(part, post.text(Key.LINK)))
        .filter(part -> !part.text().isBlank())
        .toList();
  }

  /** A thread that is out keeps its number of parts: networks edit posts, and insert none. */
  private static PostRecord reworded(PostRecord post, String words) {
    List<Wording> parts = parts(post, words);
    if (parts.isEmpty()) {
      throw new NotPossibleException("Say the new words. To delete the post, take it back.");
    }
    int out = post.parts().size();
    if (parts.size() != out) {
      throw new NotPossibleException(
          "The new words have "
              + parts.size()
              + (parts.size() == 1 ? " part" : " parts")
              + " where "
              + out
              + (out == 1 ? " is" : " are")
              + " out. Divide them by lines of --- into as many.");
    }
    return PostDrafts.said(post, parts);
  }

  /** Its pictures, and who may not change it alone, are not on the record any more. */
  private static boolean isPacked(PostRecord post) {
    return !post.text(Key.PACKED).isEmpty();
  }

  /** Whether a post is out, its network knows under which name, and one person may change it. */
  public static boolean isPossible(PostRecord post) {
    return post.state() == State.SENT
        && post.remote().isPresent()
        && !post.flag(Key.RETRACT)
        && !isPacked(post)
        && !post.needsFourEyes();
  }

  private Line line(PostRecord post) throws InterruptedException {
    Connector connector =
        networks
            .find(Connector.class, post.text(Key.NETWORK))
            .orElseThrow(
                () -> new NotPossibleException("No connector for this network is running."));
    // What is not out is for whatever account the connection is then.
    String account = post.state() == State.SENT ? post.text(Key.ACCOUNT) : "";
    Sessions.Opened opened =
        sessions.openAs(post.text(Key.CONNECTION), post.text(Key.NETWORK), account);
    if (opened instanceof Sessions.Opened.Ready ready) {
      return new Line(connector, ready);
    }
    throw new NotPossibleException(opened.reason());
  }

  /** The post as it shall be: with its picture, which some networks would take away otherwise. */
  private Post content(PostRecord wanted, Line line) throws InterruptedException {
    Limits limits = PostLimits.of(wanted, line.connector(), line.connection());
    List<Media> shown = List.of();
    boolean planned = !wanted.text(Key.IMAGE).isEmpty() || !wanted.texts(Key.MORE_IMAGES).isEmpty();
    if (planned && limits.maxImages() > 0) {
      shown = pictures(wanted, limits);
    }
    Post content = PostContent.post(wanted, shown, limits);
    refuse(PostContent.problem(content, limits));
    return content;
  }

  private List<Media> pictures(PostRecord wanted, Limits limits) throws InterruptedException {
    Verdict verdict = pictures.look(wanted);
    if (verdict instanceof Verdict.Open open) {
      PostPictures read = pictures.of(wanted, open, limits);
      read.gap()
          .ifPresent(
              reason -> {
                throw new NotPossibleException(
                    "The post's pictures cannot be read again. " + reason);
              });
      return read.media();
    }
    String reason =
        verdict instanceof Verdict.Shut shut ? shut.reason() : ((Verdict.NotYet) verdict).reason();
    throw new NotPossibleException("The post's picture cannot be read again. " + reason);
  }

  private Outcome call(PostRecord wanted, Editor editor, Connection connection, Post content)
      throws InterruptedException {
    return call(calls, times.sendTimeout(), wanted, editor, connection, content);
  }

  /** Changes what is out; the next attempt, of what began when the first may have gone out. */
  static Outcome call(
      NetworkCalls calls,
      Duration timeout,
      PostRecord wanted,
      Editor editor,
      Connection connection,
      Post content)
      throws InterruptedException {
    Delivery.Builder delivery =
        Delivery.builder(wanted.id(), connection, content)
            .attempt(wanted.attempt() + 1)
            .started(wanted.time(Key.STARTED).orElse(Instant.EPOCH));
    RemotePost remote = wanted.remote().orElseThrow();
    return calls.outcome(
        connection, deadline -> editor.edit(remote, delivery.deadline(deadline).build()), timeout);
  }

  private PostRecord keep(PostRecord wanted, RemotePost remote, Instant began, Reader by) {
    String reason = "changed by " + by.user();
    return ledger
        .update(
            wanted.id(),
            State.SENT,
            record ->
                record
                    .decided(began, by.user(), "edit")
                    .with(new Attempt(record.attempt() + 1, began, instance.id(), "edited", reason))
                    .with(REWORDED, wanted)
                    .with(Key.REMOTE_ID, remote.id())
                    .with(Key.PERMALINK, remote.permalink().toString())
                    .with(Key.REASON, reason)
                    .with(Key.DECIDED_BY, by.user()))
        .orElseThrow(
            () -> new NotPossibleException("The post was taken back while its words changed."));
  }

  private static String refusal(Outcome outcome) {
    String reason = AttemptResults.reason(outcome);
    if (outcome instanceof Outcome.Unknown) {
      return "It is not known whether the words were changed. Try again. " + reason;
    }
    return "The words were not changed: "
        + (reason.isEmpty() ? "the network gave no reason." : reason);
  }
}
