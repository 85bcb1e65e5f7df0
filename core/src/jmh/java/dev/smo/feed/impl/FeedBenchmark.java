// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.StandingSite;
import dev.smo.feed.catalog.FeedFormat;
import dev.smo.settings.FeedSettings;
import java.util.concurrent.TimeUnit;
import org.apache.sling.api.resource.observation.ResourceChange.ChangeType;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Feeds of a site of 10,000 articles, whose host costs nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FeedBenchmark {
  @Param({"RSS", "ATOM", "JSON"})
  private FeedFormat format = FeedFormat.RSS;

  private final StandingSite context = new StandingSite();
  private final ManyPages pages = new ManyPages();
  private final FeedFixture fixture;
  private int changes;

  public FeedBenchmark() {
    MockContextAwareConfig.registerAnnotationClasses(context, FeedSettings.class);
    pages.fill(context);
    fixture = new FeedFixture(context, pages, null);
  }

  @Setup
  public void build() {
    kept();
  }

  @TearDown
  public void close() {
    context.close();
  }

  /** The feed while nothing changes. */
  @Benchmark
  public Object kept() {
    return fixture.library().find(ManyPages.SITE + "/index", format, FeedPart.WHOLE).orElseThrow();
  }

  /** The feed after an article in it has changed. */
  @Benchmark
  public Object changed() {
    String article = pages.retitle("Change " + changes++);
    fixture.changed(ChangeType.CHANGED, article + "/jcr:content");
    return kept();
  }
}
