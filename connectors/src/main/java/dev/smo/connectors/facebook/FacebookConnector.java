// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import dev.smo.connector.AccountChoice;
import dev.smo.connector.Authorization;
import dev.smo.connector.CardReader;
import dev.smo.connector.Connector;
import dev.smo.connector.Conversations;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
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
import dev.smo.connector.ReplyModerator;
import dev.smo.connector.Responder;
import dev.smo.connector.Retractor;
import dev.smo.connector.Shape;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connectors.meta.Usage;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
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
import org.osgi.service.metatype.annotations.Designate;

/** Posts on pages of Facebook. docs/connectors/facebook.md tells a page's owner what to do. */
@Component(service = Connector.class, configurationPid = FacebookSettings.PID)
@Designate(ocd = FacebookSettings.class)
public final class FacebookConnector
    implements Connector,
        Reconciler,
        Verifier,
        Retractor,
        Editor,
        CardReader,
        Insights,
        Conversations,
        Responder,
        ReplyModerator,
        SignIn {
  static final Network NETWORK =
      Network.builder("facebook", "Facebook")
          .color("#0866ff")
          .connectionFields(
              Field.of(Field.Kind.SECRET, "token", "Access token of the page")
                  .help(
                      "Sign in, and leave this empty. Or take the page's own token, which a system"
                          + " user can fetch, too.")
                  .required(),
              Field.of(Field.Kind.TEXT, "page", "Page ID")
                  .help("Chosen when you sign in. On Facebook: About, Page transparency, a number.")
                  .placeholder("106500000000001")
                  .pattern(Pattern.compile("\\s*+\\d{1,30}+\\s*+")))
          .applicationFields(
              Field.of(Field.Kind.TEXT, PageSignIn.CLIENT_ID, "App ID")
                  .help("On developers.facebook.com: My Apps, your app, App settings, Basic.")
                  .required(),
              Field.of(Field.Kind.SECRET, PageSignIn.CLIENT_SECRET, "App secret")
                  .help("Beside the app ID.")
                  .required(),
              Field.of(Field.Kind.TEXT, PageSignIn.SCOPES, "Permissions")
                  .help("Permissions to ask for, with commas between them. Empty: what is needed."))
          .metrics(Metric.LIKES, Metric.REPOSTS, Metric.REPLIES, Metric.VIEWS, Metric.CLICKS)
          .showsWithin(PagePostFinder.LATE)
          .words(FacebookConnector.class, "dev.smo.connectors.words")
          .build();

  private static final long MAX_BYTES = 4_000_000;
  private static final int MAX_PIXELS = 4096;
  private static final int MAX_IMAGES = 10;

  private static final Limits LIMITS =
      Limits.builder(PagePostWriter.MAX_LENGTH, String::length)
          .maxLength(Shape.IMAGES, PagePostWriter.MAX_LENGTH - PagePostWriter.LINK_ROOM)
          .linkBeside()
          .images(List.of("image/jpeg", "image/png", "image/gif"), MAX_BYTES, MAX_PIXELS)
          .maxImages(MAX_IMAGES)
          .maxAltLength(Photos.MAX_ALT)
          .build();

  private final PagePostWriter writer;
  private final PagePostFinder finder;
  private final PageComments comments;
  private final PageInsights numbers;
  private final PageSignIn signIn;

  @Activate
  public FacebookConnector(@Reference Outbound outbound, FacebookSettings settings) {
    this(outbound, Clock.systemUTC(), settings);
  }

  FacebookConnector(Outbound outbound, Clock clock, FacebookSettings settings) {
    Graph graph = new Graph(outbound, clock, settings);
    writer = new PagePostWriter(graph);
    finder = new PagePostFinder(graph);
    comments = new PageComments(graph);
    numbers = new PageInsights(graph, settings.viewsMetric());
    signIn = new PageSignIn(graph);
  }

  @Override
  public Network network() {
    return NETWORK;
  }

  @Override
  public Limits limits(Connection connection) {
    return LIMITS;
  }

  @Override
  public Optional<Quota> quota(Answer answer, Instant now) {
    return Usage.of(answer).quota(now);
  }

  /** Something to do with a connection that says all that is needed. */
  @FunctionalInterface
  private interface Action {
    Outcome run() throws IOException, InterruptedException;
  }

  private static Outcome complete(Connection connection, Action action)
      throws IOException, InterruptedException {
    Optional<String> missing = Graph.missing(connection);
    return missing.isPresent() ? new Outcome.Unauthorised(missing.get()) : action.run();
  }

  private static void require(Connection connection) throws IOException {
    Optional<String> missing = Graph.missing(connection);
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Optional<RemotePost> answered = delivery.post().inReplyTo();
    return complete(
        delivery.connection(),
        () ->
            answered.isPresent()
                ? comments.answer(answered.get(), delivery)
                : writer.publish(delivery));
  }

  @Override
  public Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    return complete(delivery.connection(), () -> writer.edit(post, delivery));
  }

  @Override
  public Outcome readAgain(RemotePost post, URI link, Connection connection)
      throws IOException, InterruptedException {
    return complete(connection, () -> writer.readAgain(post, link, connection));
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = Graph.missing(delivery.connection());
    if (missing.isPresent()) {
      return new Reconciliation.CannotTell(missing.get());
    }
    Optional<RemotePost> answered = delivery.post().inReplyTo();
    return answered.isPresent() ? comments.find(answered.get(), delivery) : finder.find(delivery);
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = Graph.missing(connection);
    return missing.isPresent()
        ? new Verification.Invalid(missing.get())
        : signIn.verify(connection);
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return complete(connection, () -> writer.retract(post, connection));
  }

  @Override
  public Engagement engagement(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    require(connection);
    return numbers.counts(post, connection);
  }

  @Override
  public Map<String, Engagement> engagements(List<RemotePost> posts, Connection connection)
      throws IOException, InterruptedException {
    require(connection);
    return numbers.counts(posts, connection);
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    require(connection);
    return comments.replies(post, connection);
  }

  @Override
  public Outcome hide(RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    return complete(connection, () -> comments.hide(reply, /* hidden= */ true, connection));
  }

  @Override
  public Outcome show(RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    return complete(connection, () -> comments.hide(reply, /* hidden= */ false, connection));
  }

  @Override
  public URI address(SignInRequest request) {
    return signIn.address(request);
  }

  @Override
  public Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    return signIn.redeem(code, request);
  }

  @Override
  public List<AccountChoice> accounts(Connection connection)
      throws IOException, InterruptedException {
    return signIn.accounts(connection);
  }
}
