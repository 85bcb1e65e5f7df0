// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connector.Connector;
import dev.smo.connector.Network;
import dev.smo.ledger.Bursts;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Keys;
import dev.smo.syndication.BurstLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many pages whose posts are due together. */
class BurstTest extends OnePage {
  private void publish(int pages) {
    for (int i = 0; i < pages; i++) {
      smo.publish(smo.page("p" + i, "Page " + i));
    }
  }

  private void nothingWentOut(int held) {
    assertEquals(0, smo.network.posts.size());
    assertEquals(held, smo.ledger.attention().size());
  }

  @Test
  void aBurstWithALongDelayIsHeldAllTheSame() {
    smo.posting("delayMinutes", 1500);
    publish(12);
    smo.pass(Duration.ofHours(26));
    nothingWentOut(12);
  }

  @Test
  void pagesThatAppearTogetherAreABurstThoughTheyWerePublishedOneByOne() {
    Instant on = smo.clock.instant().plus(Duration.ofDays(2));
    for (int i = 0; i < 12; i++) {
      String one = smo.page("p" + i, "Page " + i);
      GregorianCalendar shown = GregorianCalendar.from(on.atZone(ZoneOffset.UTC));
      smo.set(one + "/jcr:content", Map.of("publishDate", shown));
      smo.publish(one);
      smo.clock.pass(Duration.ofHours(1));
    }
    smo.pass(Duration.ofDays(2));
    nothingWentOut(12);
  }

  @Test
  void whatIsDueAfterAnOutageOfItsConnectorIsABurst() {
    smo.connections.save(new Account.Form("late", "latenet", "", "", Map.of(), Map.of()));
    smo.posting("connections", new String[] {"late"});
    for (int i = 0; i < 12; i++) {
      smo.publish(smo.page("p" + i, "Page " + i));
      smo.clock.pass(Duration.ofMinutes(30));
    }
    ToyNetwork late = new ToyNetwork();
    late.described = Network.builder("latenet", "Late").build();
    context.registerService(Connector.class, late);
    smo.pass(Duration.ofMinutes(5));
    assertEquals(0, late.posts.size());
    nothingWentOut(12);
  }

  @Test
  void pagesThatAreDueOneAfterTheOtherAreNoBurst() {
    smo.posting("burstLimit", 2, "burstMinutes", 1);
    for (int i = 0; i < 6; i++) {
      smo.publish(smo.page("p" + i, "Page " + i));
      smo.pass(Duration.ofMinutes(3));
    }
    assertEquals(6, smo.network.posts.size());
  }

  @Test
  void theMiddleOfABurstIsHeldAsItsEndsAre() {
    smo.posting("burstLimit", 3, "burstMinutes", 2, "delayMinutes", 10);
    for (int i = 0; i < 5; i++) {
      smo.publish(smo.page("p" + i, "Page " + i));
      smo.clock.pass(Duration.ofSeconds(25));
    }
    smo.pass(Duration.ofMinutes(20));
    nothingWentOut(5);
  }

  @Test
  void whatIsHeldTogetherIsAGroup() {
    publish(12);
    smo.pass(Duration.ofSeconds(20));
    String group = smo.post(Installation.SITE + "/p0").text(Key.GROUP);
    assertEquals(12, smo.ledger.group(group).size());
    PostRecord first = smo.ledger.group(group).get(0);
    smo.decisions.cancel(first.id(), "ada");
    assertEquals(11, smo.ledger.group(group).size());
  }

  @Test
  void countingReadsNoMoreThanTheLimitOfAnyMinute() {
    int[] read = {0};
    Ledger counting =
        new Ledger(smo.repository) {
          @Override
          public Bursts bursts() {
            return new Bursts(smo.repository) {
              @Override
              public List<Set<String>> pages(String site, List<Instant> minutes, int most) {
                List<Set<String>> pages = super.pages(site, minutes, most);
                read[0] += pages.stream().mapToInt(Set::size).sum();
                return pages;
              }
            };
          }
        };
    Instant now = smo.clock.instant();
    PostRecord last = null;
    for (int i = 0; i < 300; i++) {
      last =
          PostRecord.draft(Keys.post("toy", "b" + i, "1"), State.SCHEDULED)
              .with(Key.PAGE, Keys.hash("b" + i).substring(0, 32))
              .with(Key.SITE, "/content/site")
              .with(Key.BURST_LIMIT, 10)
              .with(Key.BURST_MINUTES, 5)
              .with(Key.FIRST_DUE, now);
      smo.ledger.add(last);
    }
    assertTrue(new BurstLimit(counting).over(last, now).isPresent());
    assertEquals(11, read[0]);
  }
}
