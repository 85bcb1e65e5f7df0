// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnHostsTest {
  private final Set<String> sites = new HashSet<>(Set.of("www.example.org"));
  private long now;
  private int asked;
  private final OwnHosts hosts = new OwnHosts(() -> now);

  private boolean has(String host, String user) {
    return hosts.has(
        host,
        user,
        () -> {
          asked++;
          return sites;
        });
  }

  @Test
  void strangersWithAThousandHostsHaveTheSitesAskedOnce() {
    for (int i = 0; i < 1_000; i++) {
      assertFalse(has("host" + i + ".example", "anonymous"));
      assertTrue(has("www.example.org", "anonymous"));
    }
    assertEquals(1, asked);
    assertTrue(has("www.example.org", "admin"));
    assertEquals(2, asked, "not everybody sees every site");
  }

  @Test
  void aNewSiteIsKnownSecondsLater() {
    assertFalse(has("new.example.org", "anonymous"));
    sites.add("new.example.org");
    now += Duration.ofSeconds(11).toNanos();
    assertTrue(has("new.example.org", "anonymous"));
  }
}
