// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.CardReader;
import dev.smo.connector.Connector;
import dev.smo.connector.Conversations;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.ReplyModerator;
import dev.smo.connector.Responder;
import dev.smo.connector.Retractor;
import dev.smo.connector.ServerLimits;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.example.board.WideBoardConnector;
import org.slf4j.LoggerFactory;

/** A good connector with one bad habit. */
public final class BrokenConnector
    implements Connector,
        Reconciler,
        Retractor,
        Editor,
        Verifier,
        Conversations,
        Responder,
        ReplyModerator,
        SignIn,
        Authorizer,
        ServerLimits,
        CardReader {
  private static final RemotePost ANY = new RemotePost("1", URI.create("https://example.org/1"));

  private final WideBoardConnector good;
  private final Outbound outbound;
  private final Habit habit;
  private final Set<String> retracted = new HashSet<>();
  private final Set<String> edited = new HashSet<>();
  private final Set<String> hidden = new HashSet<>();

  public BrokenConnector(Outbound outbound, Habit habit) {
    this.outbound = outbound;
    this.habit = habit;
    good = new WideBoardConnector(outbound);
  }

  private boolean has(Habit that) {
    return habit == that;
  }

  @Override
  public Network network() {
    Network network = good.network();
    return has(Habit.DOES_NOT_EXPLAIN_ITS_FIELDS)
        ? Network.builder(network.name(), network.label())
            .connectionFields(Field.of(Field.Kind.SECRET, "token", "Token").required())
            .idempotentFor(Network.FOREVER)
            .build()
        : network;
  }

  @Override
  public Limits limits(Connection connection) {
    if (has(Habit.ASKS_FOR_LIMITS) && connection.setting(ServerLimits.KEPT).isEmpty()) {
      try {
        outbound.send(Request.get(connection.endpoint().orElseThrow().resolve("/me")));
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    String kept = connection.setting(ServerLimits.KEPT).orElse("{\"most\":0}");
    if (has(Habit.STUMBLES_OVER_WHAT_ANOTHER_VERSION_KEPT) && !kept.contains("most")) {
      throw new IllegalArgumentException(kept);
    }
    return has(Habit.FORGETS_WHAT_A_SERVER_TAKES)
        ? good.limits(connection.toBuilder().setting(ServerLimits.KEPT, "{}").build())
        : good.limits(connection);
  }

  @Override
  public Optional<Limits> answerLimits(Connection connection) {
    return switch (habit) {
      case ANSWERS_WITH_PICTURES_ONLY ->
          Optional.of(Limits.builder(100, Limits::graphemes).onlyWithPicture().build());
      case PROMISES_LONGER_ANSWERS_THAN_IT_SENDS ->
          Optional.of(Limits.builder(100_000, Limits::graphemes).build());
      default -> Optional.empty();
    };
  }

  @Override
  public String readLimits(Connection connection) throws IOException, InterruptedException {
    try {
      return good.readLimits(connection);
    } catch (IOException e) {
      if (has(Habit.TAKES_A_FAULT_FOR_LIMITS)) {
        return "{}";
      }
      throw e;
    }
  }

  @Override
  public Outcome readAgain(RemotePost post, URI link, Connection connection)
      throws IOException, InterruptedException {
    if (has(Habit.POSTS_AGAIN_FOR_A_CARD)) {
      good.publish(Delivery.builder("card", connection, Post.builder("" + link).build()).build());
    }
    Outcome outcome = good.readAgain(post, link, connection);
    boolean refused = outcome instanceof Outcome.Rejected || outcome instanceof Outcome.Unknown;
    return refused && has(Habit.BELIEVES_THAT_A_PAGE_WAS_READ)
        ? new Outcome.Published(post)
        : outcome;
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Optional<Secret> given = delivery.connection().secret("token");
    String token =
        (has(Habit.STUMBLES_OVER_A_MISSING_SECRET) ? Optional.of(given.orElseThrow()) : given)
            .map(Secret::open)
            .orElse("");
    if (has(Habit.LOGS_SECRETS)) {
      LoggerFactory.getLogger("org.example.board").debug("posting with {}", token);
    }
    if (has(Habit.REFUSES_LONG_TEXTS_OF_PICTURES)
        && delivery.post().images().stream().anyMatch(picture -> picture.alt().length() > 100)) {
      return new Outcome.Rejected("Too long a text of a picture");
    }
    try {
      Outcome outcome = good.publish(changed(delivery));
      boolean single = delivery.post().thread().isEmpty();
      boolean again = has(Habit.SENDS_TWICE) && single && outcome instanceof Outcome.Published;
      if (has(Habit.HOLDS_UP_ALL_FOR_A_PICTURE)
          && delivery.post().attached()
          && outcome instanceof Outcome.Unknown unknown) {
        return new Outcome.Deferred(Duration.ofMinutes(1), unknown.reason());
      }
      if (delivery.post().attached() && outcome instanceof Outcome.Rejected refused) {
        return blamed(refused);
      }
      return spoilt(again ? good.publish(forgetful(delivery).build()) : outcome, token);
    } catch (NotSentException e) {
      boolean late = delivery.deadline().isBefore(Instant.now());
      if (has(
          late
              ? Habit.DOES_NOT_KNOW_THAT_IT_WAS_TOO_LATE
              : Habit.DOES_NOT_TRUST_A_REFUSED_CONNECTION)) {
        return new Outcome.Unknown("No connection");
      }
      throw e;
    } catch (IOException e) {
      boolean time = e.getMessage().contains("no answer within");
      boolean unreadable = e.getMessage().contains("that cannot be read");
      if (has(Habit.BELIEVES_EVERY_ANSWER) && unreadable) {
        return new Outcome.Published(ANY);
      }
      if (!unreadable && has(time ? Habit.RETRIES_TIME_OUTS : Habit.RETRIES_LOST_ANSWERS)) {
        return new Outcome.Deferred(Duration.ZERO, "Try again");
      }
      throw e;
    }
  }

  private Outcome blamed(Outcome.Rejected picture) {
    if (has(Habit.BLAMES_THE_ACCOUNT_FOR_A_PICTURE)) {
      return new Outcome.Unauthorised(picture.reason());
    }
    return has(Habit.ASKS_A_PERSON_ABOUT_A_PICTURE)
        ? new Outcome.Unknown(picture.reason())
        : picture;
  }

  private Delivery changed(Delivery delivery) {
    Delivery.Builder changed = forgetful(delivery);
    return has(Habit.FORGETS_WHAT_IS_DONE)
        ? changed.build()
        : changed.progress(delivery.progress()).build();
  }

  /** The delivery without what is done of it. */
  private Delivery.Builder forgetful(Delivery delivery) {
    boolean answers = delivery.post().inReplyTo().isPresent();
    boolean forgets = has(answers ? Habit.ANSWERS_TWICE : Habit.NEW_KEY_FOR_EACH_ATTEMPT);
    boolean other = forgets && delivery.attempt() > 1;
    return Delivery.builder(
            other ? delivery.id() + "-" + delivery.attempt() : delivery.id(),
            delivery.connection(),
            changed(delivery.post()))
        .attempt(delivery.attempt())
        .started(delivery.started())
        .deadline(delivery.deadline());
  }

  private Post changed(Post post) {
    if (has(Habit.CUTS_LONG_TEXT_SILENTLY) && Limits.graphemes(post.text()) > 200) {
      return Post.builder(post.text().substring(0, 100)).build();
    }
    if (has(Habit.FORGETS_TEXTS_OF_PICTURES)) {
      return post.toBuilder()
          .images(post.images().stream().map(picture -> picture.alt("")).toList())
          .build();
    }
    if (has(Habit.SENDS_ONE_PICTURE_ONLY)) {
      return post.toBuilder().images(post.images().stream().limit(1).toList()).build();
    }
    if (has(Habit.WRITES_IN_ENGLISH_ONLY)) {
      return post.toBuilder().language(Locale.ENGLISH).build();
    }
    if (has(Habit.FORGETS_WHAT_IT_ANSWERS)) {
      return post.toBuilder().inReplyTo(null).build();
    }
    if (has(Habit.FORGETS_WHAT_WAS_CHOSEN)) {
      return post.toBuilder().options(Map.of()).build();
    }
    return has(Habit.LOSES_THE_REST_OF_A_THREAD)
        ? post.toBuilder().thread(List.of()).build()
        : post;
  }

  private Outcome spoilt(Outcome outcome, String token) {
    if (has(Habit.GIVES_NO_ADDRESS) && outcome instanceof Outcome.Published published) {
      return new Outcome.Published(new RemotePost(published.post().id(), URI.create("notes")));
    }
    if (has(Habit.FORGETS_HOW_LONG_TO_WAIT) && outcome instanceof Outcome.Deferred deferred) {
      return new Outcome.Deferred(Duration.ZERO, deferred.reason());
    }
    if (has(Habit.RETRIES_SERVER_ERRORS) && outcome instanceof Outcome.Unknown) {
      return new Outcome.Deferred(Duration.ZERO, "Try again");
    }
    if (has(Habit.BLAMES_THE_POST_FOR_THE_TOKEN) && outcome instanceof Outcome.Unauthorised) {
      return new Outcome.Rejected("Refused");
    }
    if (has(Habit.HIDES_THE_NETWORKS_REASON) && outcome instanceof Outcome.Rejected) {
      return new Outcome.Rejected("Refused");
    }
    if (has(Habit.REPEATS_SECRETS_IN_REASONS) && outcome instanceof Outcome.Unauthorised) {
      return new Outcome.Unauthorised("The board does not know " + token);
    }
    return outcome;
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Delivery sought =
        has(Habit.TAKES_A_PART_FOR_THE_WHOLE)
            ? Delivery.builder(
                    delivery.id(),
                    delivery.connection(),
                    delivery.post().toBuilder().thread(List.of()).build())
                .build()
            : delivery;
    Reconciliation found = good.find(sought);
    boolean answers = delivery.post().inReplyTo().isPresent();
    if (has(Habit.NEVER_FINDS) && !answers && found instanceof Reconciliation.Found) {
      return new Reconciliation.NotThere();
    }
    boolean whole = delivery.post().thread().isEmpty() && !answers;
    if (has(Habit.FINDS_ANYTHING) && whole && found instanceof Reconciliation.NotThere) {
      return new Reconciliation.Found(ANY);
    }
    if (answers
        && has(Habit.TAKES_ANOTHER_ANSWER_FOR_THIS_ONE)
        && found instanceof Reconciliation.NotThere) {
      return new Reconciliation.Found(ANY);
    }
    if (has(Habit.GUESSES_THAT_IT_IS_NOT_THERE) && found instanceof Reconciliation.CannotTell) {
      return new Reconciliation.NotThere();
    }
    if (has(Habit.GIVES_UP_ASKING) && found instanceof Reconciliation.AskLater later) {
      return new Reconciliation.CannotTell(later.reason());
    }
    return found;
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Outcome outcome = good.retract(post, connection);
    boolean again = !retracted.add(post.id());
    return again && has(Habit.RETRACTS_ONLY_ONCE) ? new Outcome.Rejected("No such note") : outcome;
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    try {
      return good.replies(post, connection);
    } catch (PausedException e) {
      throw e;
    } catch (PostGoneException e) {
      if (has(Habit.OVERLOOKS_THAT_THE_POST_IS_GONE)) {
        return List.of();
      }
      throw e;
    } catch (IOException e) {
      if (has(Habit.GUESSES_THAT_NOBODY_ANSWERED)) {
        return List.of();
      }
      throw e;
    }
  }

  @Override
  public Outcome hide(RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    try {
      Outcome outcome = good.hide(reply, connection);
      boolean again = !hidden.add(reply.id());
      boolean done = outcome instanceof Outcome.Published;
      if (again && done && has(Habit.HIDES_ONLY_ONCE)) {
        return new Outcome.Rejected("Hidden already");
      }
      return has(Habit.BELIEVES_THAT_IT_IS_HIDDEN) ? new Outcome.Published(reply) : outcome;
    } catch (IOException e) {
      if (has(Habit.BELIEVES_THAT_IT_IS_HIDDEN)) {
        return new Outcome.Published(reply);
      }
      throw e;
    }
  }

  @Override
  public Outcome show(RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    return has(Habit.HIDES_FOR_EVER) ? new Outcome.Published(reply) : good.show(reply, connection);
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Verification said = good.verify(connection);
    return has(Habit.BELIEVES_EVERY_TOKEN) && said instanceof Verification.Invalid
        ? new Verification.Valid("cms", URI.create("https://example.org/"), Optional.empty())
        : said;
  }

  @Override
  public Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    Outcome outcome = good.edit(post, delivery);
    boolean again = !edited.add(post.id());
    return again && has(Habit.EDITS_ONLY_ONCE) ? new Outcome.Rejected("Nothing new") : outcome;
  }

  @Override
  public URI address(SignInRequest request) {
    URI address = good.address(request);
    return has(Habit.FORGETS_THE_STATE)
        ? URI.create(address.toString().replaceFirst("state=[^&]*&", ""))
        : address;
  }

  @Override
  public Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    Authorization said = good.redeem(code, request);
    return has(Habit.SHOWS_WHAT_WAS_GRANTED) && said instanceof Authorization.Granted granted
        ? new Authorization.Granted(
            granted.secrets(),
            Map.of("lastToken", granted.secrets().get("token").open()),
            granted.expires())
        : said;
  }

  @Override
  public Authorization authorize(Connection connection) throws IOException, InterruptedException {
    if (has(Habit.REFUSES_WHAT_NOTHING_RENEWS) && connection.secret("refresh").isEmpty()) {
      return new Authorization.Refused("Sign in on the board again");
    }
    Authorization said = good.authorize(connection);
    return has(Habit.WAITS_FOR_A_REFUSED_ACCOUNT) && said instanceof Authorization.Refused refused
        ? new Authorization.Later(Duration.ofMinutes(1), refused.reason())
        : said;
  }
}
