// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import dev.smo.connector.ApplicationRegistrar;
import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.CardStyle;
import dev.smo.connector.CardStyle.Part;
import dev.smo.connector.Connector;
import dev.smo.connector.Conversations;
import dev.smo.connector.Delivery;
import dev.smo.connector.Engagement;
import dev.smo.connector.Field;
import dev.smo.connector.Insights;
import dev.smo.connector.Limits;
import dev.smo.connector.Metric;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.ReplyLiker;
import dev.smo.connector.ReplyModerator;
import dev.smo.connector.Responder;
import dev.smo.connector.Retractor;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Posts on Bluesky, or any PDS of the AT Protocol. docs/connectors/bluesky.md tells an account's
 * owner what to do.
 */
@Component(service = Connector.class)
public final class BlueskyConnector
    implements Connector,
        Reconciler,
        Verifier,
        Retractor,
        Insights,
        Conversations,
        Responder,
        ReplyModerator,
        Authorizer,
        SignIn,
        ApplicationRegistrar,
        ReplyLiker {
  static final Network NETWORK =
      Network.builder("bluesky", "Bluesky")
          .color("#1185fe")
          .endpoint(Network.Endpoint.OPTIONAL)
          .connectionFields(
              Field.of(Field.Kind.TEXT, "handle", "Handle")
                  .help("Name of the account, with or without @.")
                  .placeholder("example.bsky.social")
                  // Possessive, or a long name would go as deep into the stack as it is long.
                  .pattern(Pattern.compile("\\s*+@?+[A-Za-z0-9-]++(?:\\.[A-Za-z0-9-]++)++\\s*+"))
                  .required(),
              Field.of(Field.Kind.SECRET, "appPassword", "App password")
                  .help(
                      "Sign in, and leave this empty. Or, in Bluesky: Settings, Privacy and"
                          + " security, App passwords, Add app password. Never the main password."),
              Field.of(Field.Kind.URL, "appview", "AppView")
                  .help("Where numbers and answers are read.")
                  .byDefault(BlueskyEngagement.APPVIEW),
              Field.of(Field.Kind.URL, Identities.DIRECTORY, "Directory of accounts")
                  .help("Where it is looked up which server keeps an account.")
                  .byDefault(Identities.PLC))
          .postFields(
              Field.of(Field.Kind.CHOICE, PostGates.ANSWERS, "Who may answer")
                  .choices(
                      new Field.Choice(PostGates.EVERYONE, "Everybody"),
                      new Field.Choice("mentioned", "Those who are mentioned"),
                      new Field.Choice("followers", "Followers"),
                      new Field.Choice("following", "Those whom the account follows"),
                      new Field.Choice(PostGates.NOBODY, "Nobody"))
                  .byDefault(PostGates.EVERYONE),
              Field.of(Field.Kind.CHOICE, PostGates.QUOTES, "Who may quote")
                  .choices(
                      new Field.Choice(PostGates.EVERYONE, "Everybody"),
                      new Field.Choice(PostGates.NOBODY, "Nobody"))
                  .byDefault(PostGates.EVERYONE))
          .idempotentFor(Network.FOREVER)
          .metrics(Metric.LIKES, Metric.REPOSTS, Metric.REPLIES, Metric.QUOTES)
          .card(CardStyle.of(100, 150).parts(Part.PICTURE, Part.TITLE, Part.DESCRIPTION, Part.HOST))
          .words(BlueskyConnector.class, "dev.smo.connectors.words")
          .build();

  private static final int MAX_PIXELS = 2000;

  /** Nobody reads longer ones, and of the steps that are kept there are no more than a hundred. */
  private static final int MAX_THREAD = 19;

  private static final Limits LIMITS =
      Limits.builder(RichText.MAX_LENGTH, RichText::length)
          .images(
              List.of("image/jpeg", "image/png", "image/webp"), BlobUpload.MAX_BYTES, MAX_PIXELS)
          .maxImages(FeedPost.MAX_IMAGES)
          .maxAltLength(FeedPost.MAX_ALT)
          .maxThread(MAX_THREAD)
          .build();
  static final Outcome NO_SESSION = new Outcome.Unauthorised("The connection has no session yet");

  private final Xrpc xrpc;
  private final OAuthLogin oauth;
  private final Access access;
  private final PostWriter writer;
  private final BlueskyEngagement audience;
  private final ThreadGate gates;
  private final Likes likes;

  @Activate
  public BlueskyConnector(@Reference Outbound outbound) {
    xrpc = new Xrpc(outbound, Clock.systemUTC());
    oauth = new OAuthLogin(xrpc, Clock.systemUTC());
    access = new Access(xrpc, oauth);
    writer = new PostWriter(xrpc);
    audience = new BlueskyEngagement(xrpc);
    gates = new ThreadGate(xrpc, Clock.systemUTC());
    likes = new Likes(xrpc, Clock.systemUTC());
  }

  @Override
  public Network network() {
    return NETWORK;
  }

  @Override
  public Optional<Quota> quota(Answer answer, Instant now) {
    return Xrpc.quota(answer);
  }

  @Override
  public Limits limits(Connection connection) {
    return LIMITS;
  }

  @Override
  public Authorization authorize(Connection connection) throws IOException, InterruptedException {
    return access.authorize(connection);
  }

  @Override
  public URI address(SignInRequest request) throws IOException, InterruptedException {
    return oauth.address(request);
  }

  @Override
  public Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    return oauth.redeem(code, request);
  }

  /** Nobody is asked: servers read who this is, and {@link #document} tells it. */
  @Override
  public Application register(URI server, URI redirect) {
    return Client.register();
  }

  @Override
  public String document(URI address, URI redirect, List<Application> registered) {
    return Client.document(address, redirect, registered);
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Optional<Session> session = Session.of(delivery.connection());
    return session.isPresent() ? writer.publish(delivery, session.get()) : NO_SESSION;
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<Session> session = Session.of(delivery.connection());
    return session.isPresent()
        ? writer.find(delivery, session.get())
        : new Reconciliation.CannotTell("The connection has no session yet");
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Verification said = access.verify(connection);
    return said instanceof Verification.Valid valid ? counted(valid, connection) : said;
  }

  private Verification counted(Verification.Valid valid, Connection connection)
      throws InterruptedException {
    String profile = valid.profile().getPath();
    String did = profile.substring(profile.lastIndexOf('/') + 1);
    return new Verification.Valid(
        valid.account(), valid.profile(), valid.expires(), audience.followers(did, connection));
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<Session> session = Session.of(connection);
    if (session.isEmpty()) {
      return NO_SESSION;
    }
    String rkey = post.id().substring(post.id().lastIndexOf('/') + 1);
    if (!session.get().post(rkey).id().equals(post.id())) {
      return new Outcome.Rejected("The post belongs to another account than the connection");
    }
    Answer answer = writer.delete(rkey, session.get());
    return answer.ok() ? new Outcome.Published(post) : xrpc.refused(answer, connection);
  }

  @Override
  public Engagement engagement(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return audience.counts(post, connection);
  }

  @Override
  public Map<String, Engagement> engagements(List<RemotePost> posts, Connection connection)
      throws IOException, InterruptedException {
    return audience.counts(posts, connection);
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return audience.replies(post, connection);
  }

  @Override
  public Outcome hide(RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    return gates.change(reply, /* hidden= */ true, connection);
  }

  @Override
  public Outcome show(RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    return gates.change(reply, /* hidden= */ false, connection);
  }

  @Override
  public Outcome like(RemotePost reply, boolean liked, Connection connection)
      throws IOException, InterruptedException {
    return likes.change(reply, liked, connection);
  }
}
