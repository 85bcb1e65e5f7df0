// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.health;

import dev.smo.ledger.PostListener;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.sling.commons.metrics.MetricsService;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Counts steps of posts for Sling Commons Metrics; docs/administration.md names what it counts. */
@Component
public final class PostMetrics implements PostListener {
  private static final String STEPS = "smo.posts.";
  private static final String LATENESS = "smo.lateness";

  private final MetricsService metrics;

  @Activate
  public PostMetrics(@Reference MetricsService metrics) {
    this.metrics = metrics;
  }

  @Override
  public void stepped(@Nullable State before, PostRecord post) {
    metrics.meter(STEPS + post.state().name().toLowerCase(Locale.ROOT)).mark();
    if (post.state() == State.SENT) {
      // From when it was to go out, which for most is when its page was published.
      post.time(Key.SCHEDULED)
          .flatMap(due -> post.time(Key.SENT).map(sent -> Duration.between(due, sent)))
          .filter(late -> !late.isNegative())
          .ifPresent(
              late -> metrics.timer(LATENESS).update(late.toMillis(), TimeUnit.MILLISECONDS));
    }
  }
}
