// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import dev.smo.connector.AccountChoice;
import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Choices;
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
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Responder;
import dev.smo.connector.Retractor;
import dev.smo.connector.Shape;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import dev.smo.post.TextFormat;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts on LinkedIn, for a page or a member. docs/connectors/linkedin.md tells an account's owner
 * what to do.
 */
@Component(service = Connector.class, configurationPid = LinkedInSettings.PID)
@Designate(ocd = LinkedInSettings.class)
public final class LinkedInConnector
    implements Connector,
        Reconciler,
        Verifier,
        Retractor,
        Editor,
        Insights,
        Conversations,
        Responder,
        SignIn,
        Authorizer,
        Choices {
  static final Network NETWORK =
      Network.builder("linkedin", "LinkedIn")
          .color("#0a66c2")
          .connectionFields(
              Field.of(Field.Kind.SECRET, "token", "Access token")
                  .help(
                      "Sign in, and leave this empty. Or take one from the token generator of"
                          + " LinkedIn's developer portal. It lasts for 60 days.")
                  .required(),
              Field.of(Field.Kind.CHOICE, "author", "Posts for")
                  .help("The page, or the member who signed in. Chosen when you sign in.")
                  .pattern(Pattern.compile("urn:li:(?:organization|person):[A-Za-z0-9_-]+"))
                  .loaded())
          .applicationFields(
              Field.of(Field.Kind.TEXT, LinkedInSignIn.CLIENT_ID, "Client ID")
                  .help("In LinkedIn's developer portal: My apps, your application, Auth.")
                  .required(),
              Field.of(Field.Kind.SECRET, LinkedInSignIn.CLIENT_SECRET, "Client secret")
                  .help("Beside the client ID.")
                  .required(),
              Field.of(Field.Kind.CHOICE, LinkedInSignIn.POSTS_FOR, "Posts for")
                  .help(
                      "Pages need the product Community Management API, members need Share on"
                          + " LinkedIn and Sign In with LinkedIn.")
                  .choices(LinkedInSignIn.PAGES, LinkedInSignIn.MEMBERS)
                  .byDefault(LinkedInSignIn.PAGES.value()),
              Field.of(Field.Kind.TEXT, LinkedInSignIn.SCOPES, "Permissions")
                  .help("Scopes to ask for, with spaces between them. Empty: what posting needs."))
          .metrics(Metric.LIKES, Metric.REPOSTS, Metric.REPLIES, Metric.VIEWS, Metric.CLICKS)
          .showsWithin(ShareFinder.LATE)
          .words(LinkedInConnector.class, "dev.smo.connectors.words")
          .build();

  /** A side of a picture of as many pixels as LinkedIn takes, with some left. */
  private static final int MAX_PIXELS = 6000;

  private static final long MAX_BYTES = 8_000_000;
  private static final int MAX_IMAGES = 20;

  private static final Limits LIMITS =
      Limits.builder(Commentary.MAX_LENGTH, String::length)
          .maxLength(Shape.IMAGES, Commentary.MAX_LENGTH - Commentary.LINK_ROOM)
          .format(TextFormat.LITTLE_TEXT)
          .linkBeside()
          .images(List.of("image/jpeg", "image/png", "image/gif"), MAX_BYTES, MAX_PIXELS)
          .maxImages(MAX_IMAGES)
          .maxAltLength(ShareWriter.MAX_ALT)
          .build();

  /** An answer is a comment, whose words are plain. */
  private static final Limits ANSWERS = Limits.builder(Comments.MAX_LENGTH, String::length).build();

  private static final String UNCHANGED =
      "Answers on LinkedIn cannot be changed from here. Take it back and answer again";

  private static final Logger LOG = LoggerFactory.getLogger(LinkedInConnector.class);

  private final LinkedInApi api;
  private final ShareWriter writer;
  private final ShareFinder finder;
  private final Comments comments;
  private final LinkedInInsights numbers;
  private final LinkedInSignIn signIn;
  private final Authors authors;

  @Activate
  public LinkedInConnector(@Reference Outbound outbound, LinkedInSettings settings) {
    this(
        new LinkedInApi(outbound, Clock.systemUTC(), settings),
        duration -> Thread.sleep(duration.toMillis()));
    if (api.endsSoon()) {
      LOG.warn(
          "LinkedIn ends version {} of its API within a month, and refuses every call then. Enter a"
              + " newer one in the configuration {}",
          settings.version(),
          LinkedInSettings.PID);
    }
  }

  LinkedInConnector(LinkedInApi api, ImageUpload.Pause pause) {
    this.api = api;
    writer = new ShareWriter(api, new ImageUpload(api, pause));
    finder = new ShareFinder(api);
    comments = new Comments(api);
    numbers = new LinkedInInsights(api, comments);
    signIn = new LinkedInSignIn(api);
    authors = new Authors(api);
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
  public Optional<Limits> answerLimits(Connection connection) {
    return Optional.of(ANSWERS);
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = LinkedInApi.missing(delivery.connection());
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    signIn.warning(delivery.connection()).ifPresent(LOG::warn);
    Optional<RemotePost> answered = delivery.post().inReplyTo();
    return answered.isPresent()
        ? comments.answer(answered.get(), delivery)
        : writer.publish(delivery);
  }

  @Override
  public Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = LinkedInApi.missing(delivery.connection());
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    return new Urn(post.id()).commentedOn().isPresent()
        ? new Outcome.Rejected(UNCHANGED)
        : writer.edit(post, delivery);
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = LinkedInApi.missing(delivery.connection());
    if (missing.isPresent()) {
      return new Reconciliation.CannotTell(missing.get());
    }
    Optional<RemotePost> answered = delivery.post().inReplyTo();
    return answered.isPresent() ? comments.find(answered.get(), delivery) : finder.find(delivery);
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = LinkedInApi.missing(connection);
    return missing.isPresent()
        ? new Verification.Invalid(missing.get())
        : authors.verify(connection, signIn.ends(connection));
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = LinkedInApi.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    Urn urn = new Urn(post.id());
    Answer answer =
        urn.commentedOn().isPresent()
            ? comments.delete(urn, connection)
            : api.send(
                api.request("DELETE", "/rest/posts/" + urn.encoded(), connection)
                    .header("X-RestLi-Method", "DELETE"));
    boolean gone = answer.ok() || answer.status() == 404;
    return gone ? new Outcome.Published(post) : api.refused(answer, connection);
  }

  @Override
  public Engagement engagement(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    complete(connection);
    return numbers.counts(post, connection);
  }

  @Override
  public Map<String, Engagement> engagements(List<RemotePost> posts, Connection connection)
      throws IOException, InterruptedException {
    complete(connection);
    return numbers.counts(posts, connection);
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    complete(connection);
    return comments.replies(post, connection);
  }

  private static void complete(Connection connection) throws IOException {
    Optional<String> missing = LinkedInApi.missing(connection);
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
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

  @Override
  public String explain(String error, String description) {
    return LinkedInSignIn.explain(error);
  }

  @Override
  public Authorization authorize(Connection connection) throws IOException, InterruptedException {
    return signIn.authorize(connection);
  }

  @Override
  public List<Field.Choice> choices(String field, Connection connection)
      throws IOException, InterruptedException {
    return authors.all(connection);
  }
}
