// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.endpoint.ConsoleFixture;
import dev.smo.engagement.Counters;
import dev.smo.ledger.PostRecord;
import dev.smo.repository.Repository;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What networks counted, told to whoever sees the post. */
@ExtendWith(SlingContextExtension.class)
class CountsServletTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);

  @Test
  void whoeverSeesThePostSeesWhatWasCountedDayByDay() throws Exception {
    ConsoleFixture console = new ConsoleFixture(context);
    CountsServlet counts =
        new CountsServlet(
            console.tokens,
            new PostActions(
                console.ledger, console.decisions, null, console.networks, console.lanes),
            new Counters(console.repository));
    PostRecord ours = console.sent(ConsoleFixture.OURS);
    PostRecord theirs = console.sent(ConsoleFixture.THEIRS);
    console.repository.commit(
        resolver -> {
          String path = Repository.ROOT + "/engagement/" + ours.id().substring(0, 2) + "/";
          Repository.writable(
                  Repository.node(resolver, path + ours.id().substring(2, 4) + "/" + ours.id()))
              .put("2026-11-29", new String[] {"LIKES=3", "VIEWS=90"});
          return true;
        });
    console.as("joe");
    assertEquals(
        "{\"days\":[{\"day\":\"2026-11-29\",\"counts\":{\"likes\":3,\"views\":90}}]}",
        console.get(counts, "id", ours.id()).json().toString());
    assertEquals(404, console.get(counts, "id", theirs.id()).status());
    assertEquals(400, console.get(counts).status());
  }
}
