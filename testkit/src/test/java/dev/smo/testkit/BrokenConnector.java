package dev.smo.testkit;

import dev.smo.connector.Connector;
import dev.smo.connector.Conversations;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Retractor;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.example.NoticeBoardConnector;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** A good connector with one bad habit. */
public final class BrokenConnector
    implements Connector, Reconciler, Retractor, Verifier, Conversations {
  /** A way to break one rule. */
  public enum Habit {
    GIVES_NO_ADDRESS("r01"),
    FORGETS_HOW_LONG_TO_WAIT("r02"),
    DOES_NOT_TRUST_A_REFUSED_CONNECTION("r03"),
    RETRIES_SERVER_ERRORS("r04"),
    RETRIES_LOST_ANSWERS("r05"),
    RETRIES_TIME_OUTS("r06"),
    BLAMES_THE_POST_FOR_THE_TOKEN("r07"),
    HIDES_THE_NETWORKS_REASON("r08"),
    SENDS_TWICE("r09"),
    NEW_KEY_FOR_EACH_ATTEMPT("r10"),
    REPEATS_SECRETS_IN_REASONS("r11"),
    LOGS_SECRETS("r11"),
    NEVER_FINDS("r12"),
    FINDS_ANYTHING("r13"),
    GUESSES_THAT_IT_IS_NOT_THERE("r14"),
    RETRACTS_ONLY_ONCE("r15"),
    ASKS_FOR_LIMITS("r16"),
    CUTS_LONG_TEXT_SILENTLY("r17"),
    BELIEVES_EVERY_TOKEN("r18"),
    BELIEVES_EVERY_ANSWER("r19"),
    GUESSES_THAT_NOBODY_ANSWERED("r20"),
    OVERLOOKS_THAT_THE_POST_IS_GONE("r21");

    private final String rule;

    Habit(String rule) {
      this.rule = rule;
    }

    String rule() {
      return rule;
    }
  }

  private static final RemotePost ANY = new RemotePost("1", URI.create("https://example.org/1"));

  private final NoticeBoardConnector good;
  private final Outbound outbound;
  private final Habit habit;
  private final Set<String> retracted = new HashSet<>();

  public BrokenConnector(Outbound outbound, Habit habit) {
    this.outbound = outbound;
    this.habit = habit;
    good = new NoticeBoardConnector(outbound);
  }

  private boolean has(Habit that) {
    return habit == that;
  }

  @Override
  public Limits limits(Connection connection) {
    if (has(Habit.ASKS_FOR_LIMITS)) {
      try {
        outbound.send(Request.get(connection.endpoint().orElseThrow().resolve("/me")));
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return good.limits(connection);
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    String token = delivery.connection().secret("token").orElseThrow().open();
    if (has(Habit.LOGS_SECRETS)) {
      LoggerFactory.getLogger("dev.smo.example").debug("posting with {}", token);
    }
    try {
      Outcome outcome = good.publish(changed(delivery));
      boolean again = has(Habit.SENDS_TWICE) && outcome instanceof Outcome.Published;
      return spoilt(again ? good.publish(delivery) : outcome, token);
    } catch (NotSentException e) {
      if (has(Habit.DOES_NOT_TRUST_A_REFUSED_CONNECTION)) {
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

  private Delivery changed(Delivery delivery) {
    Post post = delivery.post();
    String id = delivery.id();
    if (has(Habit.CUTS_LONG_TEXT_SILENTLY)
        && !good.limits(delivery.connection()).fits(post.text())) {
      post = Post.builder(post.text().substring(0, 100)).build();
    }
    if (has(Habit.NEW_KEY_FOR_EACH_ATTEMPT) && delivery.attempt() > 1) {
      id += "-" + delivery.attempt();
    }
    return new Delivery(id, delivery.connection(), post, delivery.attempt(), delivery.started());
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
    Reconciliation found = good.find(delivery);
    if (has(Habit.NEVER_FINDS) && found instanceof Reconciliation.Found) {
      return new Reconciliation.NotThere();
    }
    if (has(Habit.FINDS_ANYTHING) && found instanceof Reconciliation.NotThere) {
      return new Reconciliation.Found(ANY);
    }
    if (has(Habit.GUESSES_THAT_IT_IS_NOT_THERE) && found instanceof Reconciliation.CannotTell) {
      return new Reconciliation.NotThere();
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
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Verification said = good.verify(connection);
    return has(Habit.BELIEVES_EVERY_TOKEN) && said instanceof Verification.Invalid
        ? new Verification.Valid("cms", URI.create("https://example.org/"), Optional.empty())
        : said;
  }
}
