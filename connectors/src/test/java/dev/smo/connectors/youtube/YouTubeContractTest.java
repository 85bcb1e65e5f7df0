// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.youtube;

import dev.smo.connector.AccountChoice;
import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Retractor;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.outbound.Outbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeGrants;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.youtube.FakeYouTube;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * YouTube takes nothing but answers to comments, so each post of the kit is one here. What comes of
 * a video, which nobody posts, is for {@link YouTubeWatcherTest}.
 */
class YouTubeContractTest extends ConnectorContract {
  private FakeYouTube youtube;
  private RemotePost comment;

  @Override
  protected FakeNetwork network() {
    youtube = new FakeYouTube(0, SECRET, Clock.systemUTC());
    String id = youtube.video(YouTubeScene.ID).comment("@ann", "When do you open?", Instant.EPOCH);
    comment = VideoAddress.comment(YouTubeScene.ID, id);
    return youtube;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new Answers(YouTubeScene.watcher(out, Clock.systemUTC(), youtube), comment);
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("museum-videos", "youtube")
        .setting("channel", FakeYouTube.CHANNEL)
        .secret("token", Secret.of(youtube.grants().token()))
        .secret("refresh", Secret.of(youtube.grants().refresh()))
        .application(
            Application.of(
                Map.of("clientId", FakeGrants.CLIENT), Map.of("clientSecret", Secret.of(SECRET))))
        .build();
  }

  /** Makes an answer to one comment of whatever is posted. */
  private record Answers(YouTubeWatcher youtube, RemotePost comment)
      implements Connector, Reconciler, Retractor, Verifier, SignIn, Authorizer {
    private Delivery answer(Delivery delivery) {
      Post answer = Post.builder(delivery.post().text()).inReplyTo(comment).build();
      return Delivery.builder(delivery.id(), delivery.connection(), answer)
          .attempt(delivery.attempt())
          .started(delivery.started())
          .deadline(delivery.deadline())
          .progress(delivery.progress())
          .build();
    }

    @Override
    public Network network() {
      return youtube.network();
    }

    @Override
    public Limits limits(Connection connection) {
      return youtube.limits(connection);
    }

    @Override
    public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
      return youtube.publish(answer(delivery));
    }

    @Override
    public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
      return youtube.find(answer(delivery));
    }

    @Override
    public Outcome retract(RemotePost post, Connection connection)
        throws IOException, InterruptedException {
      return youtube.retract(post, connection);
    }

    @Override
    public Verification verify(Connection connection) throws IOException, InterruptedException {
      return youtube.verify(connection);
    }

    @Override
    public URI address(SignInRequest request) {
      return youtube.address(request);
    }

    @Override
    public Authorization redeem(String code, SignInRequest request)
        throws IOException, InterruptedException {
      return youtube.redeem(code, request);
    }

    @Override
    public List<AccountChoice> accounts(Connection connection)
        throws IOException, InterruptedException {
      return youtube.accounts(connection);
    }

    @Override
    public Authorization authorize(Connection connection) throws IOException, InterruptedException {
      return youtube.authorize(connection);
    }
  }
}
