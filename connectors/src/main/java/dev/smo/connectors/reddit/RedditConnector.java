// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.reddit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Choices;
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
import dev.smo.connector.Responder;
import dev.smo.connector.Retractor;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connectors.Followers;
import dev.smo.connectors.Json;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * Submits links to communities of Reddit. Reddit approves each application by hand, so this is
 * there only where a configuration of its name is; docs/connectors/reddit.md tells.
 */
@Component(service = Connector.class, configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class RedditConnector
    implements Connector,
        Reconciler,
        Verifier,
        Retractor,
        Insights,
        Conversations,
        Responder,
        Choices,
        SignIn,
        Authorizer {
  private static final URI SERVER = URI.create("https://oauth.reddit.com");
  private static final URI SITE = URI.create("https://www.reddit.com");

  static final Network NETWORK =
      Network.builder("reddit", "Reddit")
          .connectionFields(
              Field.of(Field.Kind.TEXT, Submission.DEFAULT_COMMUNITY, "Community")
                  .help("Where links go when the author chooses none, such as museums.")
                  .placeholder("museums")
                  .pattern(Pattern.compile("(?:/?r/)?[A-Za-z0-9_]{2,24}"))
                  .required())
          .applicationFields(
              Field.of(Field.Kind.TEXT, "clientId", "Client ID")
                  .help("Of the web app that Reddit approved.")
                  .required(),
              Field.of(Field.Kind.SECRET, "clientSecret", "Client secret")
                  .help("Of the same app.")
                  .required(),
              Field.of(Field.Kind.TEXT, "owner", "Name on Reddit of the app's developer")
                  .help("Reddit wants to be told with each call whom to turn to.")
                  .required())
          .postFields(
              Field.of(Field.Kind.CHOICE, Submission.COMMUNITY, "Community")
                  .help("Of those that the account has joined.")
                  .loaded(),
              Field.of(Field.Kind.CHOICE, Submission.FLAIR, "Flair")
                  .help("Some communities take no link without one.")
                  .loaded(),
              Field.of(Field.Kind.SWITCH, Submission.SPOILER, "Spoiler"),
              Field.of(Field.Kind.SWITCH, Submission.ADULT, "For adults only"))
          .metrics(Metric.SCORE, Metric.REPLIES)
          .showsWithin(SubmissionFinder.LATE)
          .words(RedditConnector.class, "dev.smo.connectors.words")
          .build();

  private static final Limits LIMITS =
      Limits.builder(Submission.MAX_TITLE, Submission::length).linkBeside().maxHashtags(0).build();

  /** An answer is Markdown, and is counted with the signs that escape. */
  private static final Limits ANSWERS =
      Limits.builder(Submission.MAX_ANSWER, Submission::answerLength).maxHashtags(0).build();

  private final RedditApi api;
  private final RedditLogin login;
  private final Submission submission;
  private final SubmissionFinder finder;
  private final Audience audience;

  @Activate
  public RedditConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC(), SERVER, SITE);
  }

  /**
   * @param server address of the API
   * @param site address for people
   */
  RedditConnector(Outbound outbound, Clock clock, URI server, URI site) {
    api = new RedditApi(outbound, clock, server);
    login = new RedditLogin(api, site);
    submission = new Submission(api, site);
    finder = new SubmissionFinder(api, submission);
    audience = new Audience(api, submission);
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
    return RedditApi.quota(answer, now);
  }

  @Override
  public Optional<Limits> answerLimits(Connection connection) {
    return Optional.of(ANSWERS);
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = RedditApi.missing(delivery.connection());
    return missing.isPresent()
        ? new Outcome.Unauthorised(missing.get())
        : submission.publish(delivery);
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = RedditApi.missing(delivery.connection());
    return missing.isPresent()
        ? new Reconciliation.CannotTell(missing.get())
        : finder.find(delivery);
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = RedditApi.missing(connection);
    if (missing.isPresent()) {
      return new Verification.Invalid(missing.get());
    }
    Answer answer = api.get("/api/v1/me", Map.of("raw_json", "1"), connection);
    if (!answer.ok()) {
      String reason = connection.redact(RedditApi.reason(answer));
      return answer.status() == 401 || answer.status() == 403
          ? new Verification.Invalid("Sign in on Reddit again: " + reason)
          : new Verification.Unreachable("Reddit answered " + reason);
    }
    JsonNode me = Json.of(answer);
    String name = me.path("name").asText();
    if (name.isEmpty()) {
      return new Verification.Unreachable("Reddit answered without naming the account");
    }
    return me.path("is_suspended").asBoolean()
        ? new Verification.Invalid("Reddit has suspended the account")
        : new Verification.Valid(
            "u/" + name,
            URI.create("https://www.reddit.com/user/" + Urls.encode(name) + "/"),
            Optional.empty(),
            subscribers(connection));
  }

  /** Of the community that the connection posts to, where there is one. */
  private OptionalLong subscribers(Connection connection) throws InterruptedException {
    String community = Submission.community(Post.builder("").build(), connection);
    return community.isEmpty()
        ? OptionalLong.empty()
        : Followers.asked(
            api.outbound(),
            api.request("GET", "/r/" + Urls.encode(community) + "/about", connection),
            "/data/subscribers");
  }

  /** Reddit says yes to whatever is to be deleted, there or not. */
  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = RedditApi.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    Answer answer =
        api.send(
            api.request("POST", "/api/del", connection).form(Map.of("id", List.of(post.id()))));
    return answer.ok() || answer.status() == 404
        ? new Outcome.Published(post)
        : api.refused(answer, connection);
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
  public List<Field.Choice> choices(String field, Connection connection)
      throws IOException, InterruptedException {
    List<Field.Choice> choices = new ArrayList<>();
    if (field.equals(Submission.COMMUNITY)) {
      Map<String, String> query = Map.of("limit", "100", "raw_json", "1");
      JsonNode mine = api.read("/subreddits/mine/subscriber", query, connection);
      for (JsonNode child : mine.path("data").path("children")) {
        JsonNode data = child.path("data");
        String name = data.path("display_name").asText();
        choices.add(new Field.Choice(name, "r/" + name));
      }
      return choices;
    }
    String community =
        connection
            .setting(Submission.COMMUNITY)
            .filter(chosen -> !chosen.isBlank())
            .or(() -> connection.setting(Submission.DEFAULT_COMMUNITY))
            .orElse("")
            .replaceFirst("^/?r/", "");
    String path = "/r/" + Urls.encode(community) + "/api/link_flair_v2";
    for (JsonNode flair : api.read(path, Map.of("raw_json", "1"), connection)) {
      if (!flair.path("mod_only").asBoolean()) {
        choices.add(new Field.Choice(flair.path("id").asText(), flair.path("text").asText()));
      }
    }
    return choices;
  }

  @Override
  public URI address(SignInRequest request) throws IOException {
    return login.address(request);
  }

  @Override
  public Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    return login.redeem(code, request);
  }

  @Override
  public Authorization authorize(Connection connection) throws IOException, InterruptedException {
    return login.renew(connection);
  }
}
