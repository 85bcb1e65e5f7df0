// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.gate.Gate;
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
 * Changes the words of posts that are out, while a person waits. Changing twice is harmless, so
 * whoever got no answer simply asks again.
 */
@Component(service = PostEditor.class)
public class PostEditor {
  private static final Logger LOG = LoggerFactory.getLogger(PostEditor.class);

  private static final Set<Key> REWORDED = EnumSet.of(Key.TEXT, Key.HASHTAGS, Key.THREAD);

  private final Ledger ledger;
  private final Connectors networks;
  private final Sessions sessions;
  private final Gate gate;
  private final NetworkCalls calls;
  private final EngineInstance instance;
  private final Transitions times;

  @Activate
  public PostEditor(
      @Reference Ledger ledger,
      @Reference NetworkClient client,
      @Reference Gate gate,
      @Reference EngineInstance instance,
      @Reference Transitions transitions) {
    this.ledger = ledger;
    this.networks = client.connectors();
    this.sessions = client.sessions();
    this.calls = client.calls();
    this.gate = gate;
    this.instance = instance;
    this.times = transitions;
  }

  /** One network, as it is spoken to for one change. */
  private record Line(Connector connector, Editor editor, Connection connection) {}

  /**
   * Gives a post that is out other words. Whoever calls must have checked that the person may.
   *
   * @param words plain, with the link where it shall stand
   * @return the post as it is then
   * @throws NotPossibleException it is as it was; the message says why and what to do
   */
  public PostRecord edit(String id, String words, String user) throws InterruptedException {
    PostRecord post =
        ledger.find(id).orElseThrow(() -> new NotPossibleException("There is no such post."));
    if (!isPossible(post)) {
      throw new NotPossibleException(
          "The words of a post that is " + post.state() + " cannot be changed on its network.");
    }
    Line line = line(post);
    PostRecord wanted = reworded(post, words);
    Post content = content(wanted, line);
    Instant began = times.now();
    Outcome outcome =
        sessions.renewing(
            line.connection(), connection -> call(wanted, line.editor(), connection, content));
    LOG.info("Changing the words of {}: {}", post, AttemptResults.describe(outcome));
    if (outcome instanceof Outcome.Published published) {
      return keep(wanted, published.post(), began, user);
    }
    throw new NotPossibleException(refusal(outcome));
  }

  /** A thread that is out keeps its number of parts: networks edit posts, and insert none. */
  private static PostRecord reworded(PostRecord post, String words) {
    List<Wording> parts =
        Wording.parts(words).stream()
            .map(part -> Wording.written(part, post.text(Key.LINK)))
            .filter(part -> !part.text().isBlank())
            .toList();
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

  /** Whether a post is out and its network knows under which name. */
  public static boolean isPossible(PostRecord post) {
    return post.state() == State.SENT && post.remote().isPresent() && !post.flag(Key.RETRACT);
  }

  private Line line(PostRecord post) throws InterruptedException {
    String network = post.text(Key.NETWORK);
    Optional<Editor> editor = networks.find(Editor.class, network);
    Optional<Connector> connector = networks.find(Connector.class, network);
    if (editor.isEmpty() || connector.isEmpty()) {
      throw new NotPossibleException("This network's posts cannot be changed from here.");
    }
    Sessions.Opened opened = sessions.open(post.text(Key.CONNECTION));
    if (opened instanceof Sessions.Opened.Ready ready) {
      return new Line(connector.get(), editor.get(), ready.connection());
    }
    throw new NotPossibleException(opened.reason());
  }

  /** The post as it shall be: with its picture, which some networks would take away otherwise. */
  private Post content(PostRecord wanted, Line line) throws InterruptedException {
    Limits limits = line.connector().limits(line.connection());
    List<Media> pictures = List.of();
    boolean planned = !wanted.text(Key.IMAGE).isEmpty() || !wanted.texts(Key.MORE_IMAGES).isEmpty();
    if (planned && limits.maxImages() > 0) {
      pictures = pictures(wanted, limits);
    }
    Post content = PostContent.post(wanted, pictures, limits);
    PostContent.problem(content, limits)
        .ifPresent(
            problem -> {
              throw new NotPossibleException(problem);
            });
    return content;
  }

  private List<Media> pictures(PostRecord wanted, Limits limits) throws InterruptedException {
    Verdict verdict = gate.check(PostContent.of(wanted));
    if (verdict instanceof Verdict.Open open) {
      PostPictures pictures = PostPictures.of(wanted, open, gate, limits);
      pictures
          .gap()
          .ifPresent(
              reason -> {
                throw new NotPossibleException(
                    "The post's pictures cannot be read again. " + reason);
              });
      return pictures.media();
    }
    String reason =
        verdict instanceof Verdict.Shut shut ? shut.reason() : ((Verdict.NotYet) verdict).reason();
    throw new NotPossibleException("The post's picture cannot be read again. " + reason);
  }

  private Outcome call(PostRecord wanted, Editor editor, Connection connection, Post content)
      throws InterruptedException {
    Delivery.Builder delivery =
        Delivery.builder(wanted.id(), connection, content)
            .attempt(wanted.attempt() + 1)
            .started(wanted.time(Key.STARTED).orElse(Instant.EPOCH));
    RemotePost remote = wanted.remote().orElseThrow();
    return calls.outcome(
        deadline -> editor.edit(remote, delivery.deadline(deadline).build()), times.sendTimeout());
  }

  private PostRecord keep(PostRecord wanted, RemotePost remote, Instant began, String user) {
    String reason = "changed by " + user;
    return ledger
        .update(
            wanted.id(),
            State.SENT,
            record ->
                record
                    .with(new Attempt(record.attempt() + 1, began, instance.id(), "edited", reason))
                    .with(REWORDED, wanted)
                    .with(Key.REMOTE_ID, remote.id())
                    .with(Key.PERMALINK, remote.permalink().toString())
                    .with(Key.REASON, reason)
                    .with(Key.DECIDED_BY, user))
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
