// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.connector.Metric;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.reactions.impl.StoredPeople;
import java.io.IOException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What looks at posts leave among the results. */
class PolledResultsTest extends EngagementFixture {
  @Test
  void whatIsOutIsAmongTheResultsAtOnceAndItsFiguresAreTheLastOnes() {
    PostRecord post = published("opening");
    watch.run();
    PostFacts fresh = result(post);
    assertEquals("Title of opening", fresh.title());
    assertEquals(Map.of(), fresh.figures());
    audience.likes = 3;
    at(Duration.ofMinutes(15));
    audience.likes = 9;
    at(Duration.ofDays(1));
    assertEquals(9, result(post).figures().get(Metric.LIKES));
    assertEquals(null, result(post).figures().get(Metric.VIEWS), "nobody told of views");
    assertEquals(smo.clock.instant(), result(post).looked());
  }

  @Test
  void whatWasTakenBackIsNoResult() {
    PostRecord post = published("opening");
    at(Duration.ofMinutes(15));
    smo.decisions.retract(post.id(), "editor");
    smo.work();
    watch.run();
    YearMonth month = YearMonth.from(sent.atZone(ZoneOffset.UTC));
    assertEquals(List.of(), facts.months(month, month));
  }

  @Test
  void aFailingNetworkTakesNoFigureAway() {
    PostRecord post = published("opening");
    audience.likes = 3;
    at(Duration.ofMinutes(15));
    audience.failures.put("toy", new IOException("down"));
    at(Duration.ofMinutes(60));
    assertEquals(3, result(post).figures().get(Metric.LIKES));
  }

  @Test
  void theNameOfAnAuthorIsForgotten() {
    PostRecord post = published("opening");
    smo.ledger.update(post.id(), p -> p.with(Key.AUTHORS, new String[] {"Ada", "Grace"}));
    at(Duration.ofMinutes(15));
    assertEquals(List.of("Ada", "Grace"), result(post).authors());
    new Erasure(smo.repository, smo.ledger, facts, store, new StoredPeople(smo.repository))
        .person("Ada");
    assertEquals(List.of("erased", "Grace"), result(post).authors());
    assertEquals(List.of("erased", "Grace"), now(post).texts(Key.AUTHORS));
  }

  @Test
  void resultsFollowAPageThatMoves() {
    PostRecord post = published("opening");
    at(Duration.ofDays(20));
    String elsewhere = smo.rename(now(post).text(Key.PATH), "closing");
    smo.publish(elsewhere);
    watch.run();
    assertEquals(elsewhere, result(post).path());
  }

  private PostFacts result(PostRecord post) {
    YearMonth month = YearMonth.from(sent.atZone(ZoneOffset.UTC));
    List<PostFacts> all = facts.months(month, month);
    assertEquals(List.of(post.id()), all.stream().map(PostFacts::post).toList());
    return all.get(0);
  }
}
