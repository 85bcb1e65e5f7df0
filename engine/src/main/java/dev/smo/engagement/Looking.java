// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connector.PausedException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What those have in common that ask networks what people did: whether they may, how long they
 * leave a network alone, and that nothing ends them.
 */
public final class Looking {
  /** No network is left alone for less. */
  private static final Duration LEAST = Duration.ofMinutes(1);

  /** How long something is left alone that could not be asked. */
  private static final Duration AFTER_FAILURE = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(Looking.class);

  private final NetworkClient client;
  private final EngagementSettings settings;
  private final PollTimes times;
  private final Clock clock;

  public Looking(NetworkClient client, EngagementSettings settings, Clock clock) {
    this.client = client;
    this.settings = settings;
    this.times = new PollTimes(settings);
    this.clock = clock;
  }

  /** One look. */
  @FunctionalInterface
  public interface Look {
    void look() throws InterruptedException;
  }

  /** Whether networks are asked at all, and by this installation. */
  public boolean isOn() {
    return settings.enabled() && client.sessions().obstacle().isEmpty();
  }

  /**
   * Looks; a failure is told in the log.
   *
   * @param what is looked at, for people
   * @return false once this thread is to end
   */
  public boolean at(String what, Look look) {
    try {
      look.look();
    } catch (IllegalStateException | UncheckedIOException e) {
      // The repository refused, as it does while the CMS starts or stops; the next run tries again.
      LOG.warn("Looking at {} failed, will try again: {}", what, e.getMessage());
      LOG.debug("the failure", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !Thread.currentThread().isInterrupted();
  }

  public Instant now() {
    return Instant.now(clock);
  }

  /** The time after a duration. */
  public Instant in(Duration time) {
    return now().plus(time);
  }

  /** When a network may be asked again that wants a pause. */
  public Instant after(PausedException pause) {
    return after(pause.after());
  }

  /** When to ask again what is to be left alone for so long. */
  public Instant after(Duration pause) {
    return in(pause.compareTo(LEAST) > 0 ? NetworkCalls.believed(pause) : LEAST);
  }

  /** When to ask again what could not be asked. */
  public Instant afterFailure() {
    return in(AFTER_FAILURE);
  }

  /** When posts are looked at. */
  public PollTimes times() {
    return times;
  }
}
