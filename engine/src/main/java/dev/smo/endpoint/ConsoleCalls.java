// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import dev.smo.connections.NetworkCalls;
import dev.smo.connector.PausedException;
import dev.smo.post.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls of a connector that a person waits for: they end in time, with a sentence if they fail. */
@Component(service = ConsoleCalls.class)
public class ConsoleCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleCalls.class);

  private final NetworkCalls calls;
  private final Duration longest;

  @Activate
  public ConsoleCalls(@Reference NetworkCalls calls) {
    this(calls, Duration.ofSeconds(30));
  }

  public ConsoleCalls(NetworkCalls calls, Duration longest) {
    this.calls = calls;
    this.longest = longest;
  }

  /**
   * Calls.
   *
   * @param connection whose secrets are taken out of what went wrong
   * @throws Refusal says what went wrong
   */
  public <T> T call(Connection connection, Callable<T> call) {
    try {
      return calls.call(deadline -> call.call(), longest);
    } catch (PausedException e) {
      throw Refusal.conflict("The network wants to be left alone for a while. Try again later.");
    } catch (IOException e) {
      String reason = connection.redact(String.valueOf(e.getMessage()));
      LOG.info("{} could not be asked: {}", connection, reason);
      throw Refusal.conflict("The network could not be asked: " + reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.conflict("The server is stopping.");
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // Its own words may hold what the network was sent.
      LOG.error(
          "The connector of {} is faulty: {}", connection, connection.redact(String.valueOf(e)));
      String reason = "The connector is faulty; the server's log says more.";
      throw e instanceof Error ? Refusal.failure(reason) : Refusal.conflict(reason);
    }
  }
}
