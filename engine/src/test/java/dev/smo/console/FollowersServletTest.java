// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connections.Followers;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.repository.Repository;
import java.time.Clock;
import java.util.Map;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How many followed an account, told to administrators. */
@ExtendWith(SlingContextExtension.class)
class FollowersServletTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private ConsoleFixture console;
  private FollowersServlet followers;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    Connections connections = new Connections(console.repository, null, Clock.systemUTC());
    connections.save(new Account.Form("toy", "toy", "", "", Map.of(), Map.of()));
    followers =
        new FollowersServlet(console.tokens, connections, new Followers(console.repository));
  }

  @Test
  void administratorsSeeTheNumbersDayByDayOverYears() throws Exception {
    String path = Repository.ROOT + "/followers/toy";
    console.repository.commit(
        resolver -> {
          Repository.writable(Repository.node(resolver, path)).put("account", "a");
          Repository.writable(Repository.node(resolver, path + "/a/2027")).put("01-01", 12L);
          Repository.writable(Repository.node(resolver, path + "/a/2026")).put("12-31", 10L);
          return true;
        });
    assertEquals(
        "{\"days\":[{\"day\":\"2026-12-31\",\"count\":10},{\"day\":\"2027-01-01\",\"count\":12}]}",
        console.get(followers, "id", "toy").json().toString());
  }

  @Test
  void oneOfWhichNobodyToldHasNone() throws Exception {
    assertEquals("{\"days\":[]}", console.get(followers, "id", "toy").json().toString());
    assertEquals(404, console.get(followers, "id", "other").status());
    console.as("joe");
    assertEquals(403, console.get(followers, "id", "toy").status());
  }
}
