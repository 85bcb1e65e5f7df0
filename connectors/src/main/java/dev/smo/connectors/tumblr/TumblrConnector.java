// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.tumblr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.AccountChoice;
import dev.smo.connector.Connector;
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
import dev.smo.connector.Retractor;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connectors.Followers;
import dev.smo.connectors.Json;
import dev.smo.connectors.OAuth2;
import dev.smo.connectors.OAuth2SignIn;
import dev.smo.connectors.RestApi;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Posts on blogs of Tumblr. docs/connectors/tumblr.md tells a blog's owner what to do. */
@Component(service = Connector.class)
public final class TumblrConnector
    implements Connector, Reconciler, Verifier, Retractor, Editor, Insights, OAuth2SignIn {
  private static final URI SERVER = URI.create("https://api.tumblr.com");
  private static final URI PAGE = URI.create("https://www.tumblr.com/oauth2/authorize");

  static final Network NETWORK =
      Network.builder("tumblr", "Tumblr")
          .connectionFields(
              Field.of(Field.Kind.SECRET, RestApi.TOKEN, "Access token of the account")
                  .help("Sign in, and leave this empty.")
                  .required(),
              Field.of(Field.Kind.TEXT, TumblrApi.BLOG, "Name of the blog")
                  .help("Chosen when you sign in. What stands behind tumblr.com/ in its address.")
                  .placeholder("museum")
                  .pattern(Pattern.compile("\\s*+[A-Za-z0-9-]{1,32}+\\s*+")))
          .applicationFields(
              Field.of(Field.Kind.TEXT, OAuth2.CLIENT_ID, "OAuth consumer key")
                  .help("On tumblr.com/oauth/apps, below your application.")
                  .required(),
              Field.of(Field.Kind.SECRET, OAuth2.CLIENT_SECRET, "Secret key")
                  .help("Beside the consumer key.")
                  .required())
          .metrics(Metric.LIKES, Metric.REPOSTS)
          .showsWithin(Duration.ofMinutes(5))
          .words(TumblrConnector.class, "dev.smo.connectors.words")
          .build();

  private static final Limits LIMITS =
      Limits.builder(BlogWriter.MAX_WORDS, BlogWriter::length)
          .linkBeside()
          .images(List.of("image/jpeg", "image/png", "image/gif", "image/webp"), 10_000_000, 4_096)
          .maxAltLength(BlogWriter.MAX_ALT)
          .build();

  private final TumblrApi api;
  private final OAuth2 login;
  private final BlogWriter writer;

  @Activate
  public TumblrConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC(), SERVER, PAGE);
  }

  /**
   * @param server address of the API
   * @param page where people agree
   */
  TumblrConnector(Outbound outbound, Clock clock, URI server, URI page) {
    api = new TumblrApi(outbound, clock, server);
    login =
        new OAuth2(
            api,
            new OAuth2.Server(
                page,
                server.resolve("/v2/oauth2/token"),
                /* basic= */ false,
                Map.of("scope", "basic write offline_access"),
                Map.of()));
    writer = new BlogWriter(api);
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
    return TumblrApi.quota(answer, now);
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(delivery.connection());
    return missing.isPresent() ? new Outcome.Unauthorised(missing.get()) : writer.publish(delivery);
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(delivery.connection());
    return missing.isPresent()
        ? new Reconciliation.CannotTell(missing.get())
        : writer.find(delivery);
  }

  @Override
  public Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(delivery.connection());
    return missing.isPresent()
        ? new Outcome.Unauthorised(missing.get())
        : writer.edit(post, delivery);
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = api.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    Request request = api.ofBlog("POST", "post/delete", connection);
    Answer answer = api.send(request.form(Map.of("id", List.of(post.id()))));
    return api.deleted(answer, post, connection);
  }

  private JsonNode user(Answer answer) throws IOException {
    JsonNode user = Json.of(answer).path("response").path("user");
    if (user.path("name").asText().isEmpty()) {
      throw new IOException("Tumblr answered without naming the account");
    }
    return user;
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(connection);
    if (missing.isPresent()) {
      return new Verification.Invalid(missing.get());
    }
    Answer answer = api.send(api.get("user/info", Map.of(), connection));
    if (!answer.ok()) {
      return api.unverified(answer, connection);
    }
    String blog = TumblrApi.blog(connection);
    for (JsonNode one : user(answer).path("blogs")) {
      if (one.path("name").asText().equalsIgnoreCase(blog)) {
        URI profile = URI.create("https://www.tumblr.com/" + Urls.encode(blog));
        return new Verification.Valid(
            blog, profile, Optional.empty(), Followers.of(one.path("followers")));
      }
    }
    return new Verification.Invalid("The account may not post on the blog " + blog);
  }

  @Override
  public List<AccountChoice> accounts(Connection connection)
      throws IOException, InterruptedException {
    Answer answer = api.send(api.get("user/info", Map.of(), connection));
    if (!answer.ok()) {
      throw new IOException("Tumblr answered " + connection.redact(api.reason(answer)));
    }
    List<AccountChoice> all = new ArrayList<>();
    for (JsonNode blog : user(answer).path("blogs")) {
      String name = blog.path("name").asText();
      all.add(AccountChoice.of(name, name).setting(TumblrApi.BLOG, name));
    }
    return all;
  }

  /** Notes are counted by kind where they are read as a conversation. */
  @Override
  public Engagement engagement(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = api.missing(connection);
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    String path = "notes?mode=conversation&id=" + post.id();
    JsonNode notes = api.read(api.send(api.ofBlog("GET", path, connection)), connection);
    JsonNode said = notes.path("response");
    if (!said.path("total_notes").isNumber() && !said.path("total_likes").isNumber()) {
      throw new IOException("Tumblr answered without the numbers of the post");
    }
    Engagement counted = Engagement.none();
    counted = Json.counted(counted, Metric.LIKES, said.path("total_likes"));
    return Json.counted(counted, Metric.REPOSTS, said.path("total_reblogs"));
  }

  @Override
  public OAuth2 login() {
    return login;
  }
}
