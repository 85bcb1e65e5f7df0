// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.connector.Engagement;
import dev.smo.connector.Quota;
import dev.smo.connector.Responder;
import dev.smo.connector.Watcher;
import dev.smo.delivery.PostResponder;
import dev.smo.engagement.Watch;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A network that looks at what pages show is given answers, and no posts. */
@ExtendWith(SlingContextExtension.class)
class AnswersOnlyTest {
  private final SlingContext context = OakSite.context();
  private final Looking network = new Looking();
  private Installation smo;
  private String page;

  private static final class Looking extends ToyNetwork implements Watcher, Responder {
    @Override
    public Optional<RemotePost> find(URI address) {
      return Optional.empty();
    }

    @Override
    public Map<String, Engagement> engagement(List<RemotePost> posts, Connection connection) {
      return Map.of();
    }

    @Override
    public Quota day(Connection connection, Instant now) {
      return new Quota(10, now.plus(Duration.ofDays(1)));
    }
  }

  @BeforeEach
  void install() {
    smo = new Installation(context, network);
    page = smo.page("opening", "Hours");
  }

  @AfterEach
  void end() {
    smo.close();
  }

  @Test
  void aPageIsNotPostedThere() {
    smo.publish(page);
    smo.pass(Duration.ofMinutes(1));
    assertEquals(State.PLANNED, smo.post(page).state(), "it waits, and says why");
    assertEquals(List.of(), network.posts);
  }

  @Test
  void aCommentOnWhatThePageShowsIsAnsweredOnce() throws Exception {
    RemotePost video = new RemotePost("v1", URI.create("https://toy.test/v1"));
    RemotePost comment = new RemotePost("c1", URI.create("https://toy.test/v1#c1"));
    String identity = smo.identities.of(page);
    Watch watch =
        Watch.of(identity, page, "toy", video, smo.clock.instant())
            .told("toy", smo.clock.instant());
    PostResponder.Wish wish = new PostResponder.Wish("At nine", "token-0001", "ada");
    smo.responder().answer(watch.standIn(), comment, wish);
    PostRecord answer = smo.responder().answer(watch.standIn(), comment, wish);
    smo.pass(Duration.ofMinutes(1));
    assertEquals(List.of("At nine"), network.posts.stream().map(post -> post.text()).toList());
    assertEquals(Optional.of(comment), network.posts.get(0).inReplyTo());
    PostRecord out = smo.ledger.find(answer.id()).orElseThrow();
    assertEquals(State.SENT, out.state());
    assertEquals(page, out.text(Key.PATH), "who may decide about the page decides about it");
  }
}
