// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.watching;

import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Quota;
import dev.smo.connector.Watcher;
import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.post.Connection;
import dev.smo.repository.SystemClock;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks networks within what an account may ask in a day. */
@Component(service = CountedCalls.class)
public class CountedCalls {
  private static final Logger LOG = LoggerFactory.getLogger(CountedCalls.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final NetworkClient client;
  private final CallBudget budget;
  private final Clock clock;

  @Activate
  public CountedCalls(
      @Reference NetworkClient client,
      @Reference CallBudget budget,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.client = client;
    this.budget = budget;
    this.clock = clock;
  }

  /** Tells how many answers a connector got. */
  private static final class Count<T> implements NetworkCalls.Listener<T> {
    private final AtomicInteger answers = new AtomicInteger();

    @Override
    public void answered(Answer answer) {
      answers.incrementAndGet();
    }
  }

  /**
   * Asks. What is left of the day is kept with the lane of the connection, where people see it.
   *
   * @param most calls of the network that the question takes
   * @throws PausedException the network wants a pause, or so many calls are not left
   * @throws IOException whose message has no secret
   */
  <T> T ask(Watcher watcher, Connection connection, int most, NetworkCalls.Call<T> question)
      throws IOException, InterruptedException {
    Instant now = Instant.now(clock);
    Quota day = watcher.day(connection, now);
    if (!budget.take(connection.id(), day, most)) {
      throw new PausedException(
          Duration.between(now, day.resets()), "The calls of this day are used.");
    }
    Count<T> count = new Count<>();
    try {
      T said = client.calls().call(question, PATIENCE, count);
      budget.giveBack(connection.id(), most - Math.max(1, count.answers.get()));
      return said;
    } catch (NotSentException e) {
      budget.giveBack(connection.id(), most - count.answers.get());
      throw new IOException(connection.redact(e.toString()));
    } catch (PostGoneException | PausedException e) {
      // These are made of answers.
      budget.giveBack(connection.id(), most - Math.max(1, count.answers.get()));
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      // The call may still be under way, so all counts.
      LOG.debug("the failure: {}", NetworkCalls.trace(connection, e));
      throw new IOException(connection.redact(e.toString()));
    } finally {
      long left = day.remaining() - budget.used(connection.id());
      if (left > 0) {
        client.lanes().note(connection.id(), new Quota(left, day.resets()));
      }
    }
  }
}
