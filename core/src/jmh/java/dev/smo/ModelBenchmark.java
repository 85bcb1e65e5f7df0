// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo;

import dev.smo.card.SocialCard;
import dev.smo.fixture.SiteContext;
import dev.smo.share.FollowBar;
import dev.smo.share.ShareBar;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.sling.api.resource.Resource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the models of a page view cost over a repository in memory, so without Oak and HTL; {@code
 * reading} is the yardstick, a look at the properties of the page.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ModelBenchmark {
  private final StandingSite context = new StandingSite();

  @TearDown
  public void close() {
    context.close();
  }

  /** Fetched anew each time, because a resource keeps what it was adapted to. */
  private Resource component() {
    return Objects.requireNonNull(
        context
            .resourceResolver()
            .getResource(SiteContext.SITE + "/articles/winter/jcr:content/container/share"));
  }

  @Benchmark
  public Object reading() {
    Resource content = Objects.requireNonNull(component().getParent());
    return content.getValueMap().get("jcr:title", "");
  }

  @Benchmark
  public Object card() {
    SocialCard card = Objects.requireNonNull(component().adaptTo(SocialCard.class));
    return card.getTags().size() + card.getJsonLd().length();
  }

  @Benchmark
  public Object shareBar() {
    return Objects.requireNonNull(component().adaptTo(ShareBar.class)).getLinks();
  }

  @Benchmark
  public Object followBar() {
    return Objects.requireNonNull(component().adaptTo(FollowBar.class)).getLinks();
  }
}
