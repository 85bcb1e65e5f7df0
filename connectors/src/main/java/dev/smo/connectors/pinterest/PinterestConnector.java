// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.pinterest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.AccountChoice;
import dev.smo.connector.Choices;
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
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Pins on Pinterest. docs/connectors/pinterest.md tells an account's owner what to do. */
@Component(service = Connector.class)
public final class PinterestConnector
    implements Connector, Reconciler, Verifier, Retractor, Editor, Insights, Choices, OAuth2SignIn {
  private static final URI SERVER = URI.create("https://api.pinterest.com");
  private static final URI PAGE = URI.create("https://www.pinterest.com/oauth/");

  static final Network NETWORK =
      Network.builder("pinterest", "Pinterest")
          .connectionFields(
              Field.of(Field.Kind.SECRET, RestApi.TOKEN, "Access token of the account")
                  .help("Sign in, and leave this empty.")
                  .required(),
              Field.of(Field.Kind.TEXT, PinWriter.BOARD, "Board ID")
                  .help("Chosen when you sign in. Where pins go when the author chooses no board.")
                  .placeholder("549755885175")
                  .pattern(Pattern.compile("\\s*+\\d{1,30}+\\s*+")))
          .applicationFields(
              Field.of(Field.Kind.TEXT, OAuth2.CLIENT_ID, "App ID")
                  .help("On developers.pinterest.com: My apps, your app.")
                  .required(),
              Field.of(Field.Kind.SECRET, OAuth2.CLIENT_SECRET, "App secret key")
                  .help("Beside the app ID.")
                  .required())
          .postFields(
              Field.of(Field.Kind.CHOICE, PinWriter.BOARD, "Board")
                  .help("Another than that of the connection.")
                  .loaded())
          .metrics(Metric.LIKES, Metric.REPLIES, Metric.VIEWS, Metric.CLICKS)
          .showsWithin(Duration.ofMinutes(5))
          .words(PinterestConnector.class, "dev.smo.connectors.words")
          .build();

  private static final Limits LIMITS =
      Limits.builder(PinWriter.MAX_WORDS, PinWriter::length)
          .linkBeside()
          .onlyWithPicture()
          .images(List.of("image/jpeg", "image/png"), 10_000_000, 4_096)
          .maxAltLength(PinWriter.MAX_ALT)
          .build();

  private static final Map<String, Metric> METRICS =
      Map.of(
          "impression", Metric.VIEWS,
          "reaction", Metric.LIKES,
          "comment", Metric.REPLIES,
          "clickthrough", Metric.CLICKS);

  private static final int PAGES = 4;

  private final PinterestApi api;
  private final OAuth2 login;
  private final PinWriter writer;

  @Activate
  public PinterestConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC(), SERVER, PAGE);
  }

  /**
   * @param server address of the API
   * @param page where people agree
   */
  PinterestConnector(Outbound outbound, Clock clock, URI server, URI page) {
    api = new PinterestApi(outbound, clock, server);
    String scopes = "boards:read,boards:write,pins:read,pins:write,user_accounts:read";
    // Without it, apps of before 2025-09-25 get a token whose renewal ends after a year.
    Map<String, String> renewable = Map.of("continuous_refresh", "true");
    login =
        new OAuth2(
            api,
            new OAuth2.Server(
                page,
                server.resolve("/v5/oauth/token"),
                /* basic= */ true,
                Map.of("scope", scopes),
                renewable));
    writer = new PinWriter(api);
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
    return PinterestApi.quota(answer, now);
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
    Answer answer = api.send(api.at("DELETE", "pins/" + post.id(), connection));
    return api.deleted(answer, post, connection);
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(connection);
    if (missing.isPresent()) {
      return new Verification.Invalid(missing.get());
    }
    Answer answer = api.send(api.get("user_account", Map.of(), connection));
    if (!answer.ok()) {
      return api.unverified(answer, connection);
    }
    JsonNode account = Json.of(answer);
    String name = account.path("username").asText();
    if (name.isEmpty()) {
      throw new IOException("Pinterest answered without naming the account");
    }
    URI profile = URI.create("https://www.pinterest.com/" + Urls.encode(name) + "/");
    return new Verification.Valid(
        name, profile, Optional.empty(), Followers.of(account.path("follower_count")));
  }

  @Override
  public Engagement engagement(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = api.missing(connection);
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    JsonNode numbers = writer.numbers(post, connection);
    Engagement counted = Engagement.none();
    for (Map.Entry<String, Metric> one : METRICS.entrySet()) {
      counted = Json.counted(counted, one.getValue(), numbers.path(one.getKey()));
    }
    return counted;
  }

  private List<JsonNode> boards(Connection connection) throws IOException, InterruptedException {
    List<JsonNode> boards = new ArrayList<>();
    Map<String, String> query = new HashMap<>(Map.of("page_size", "250"));
    for (int page = 0; page < PAGES; page++) {
      JsonNode list = api.readList(api.send(api.get("boards", query, connection)), connection);
      list.path("items").forEach(boards::add);
      String more = list.path("bookmark").asText("");
      if (more.isEmpty() || more.equals("null")) {
        break;
      }
      query.put("bookmark", more);
    }
    return boards;
  }

  @Override
  public List<Field.Choice> choices(String field, Connection connection)
      throws IOException, InterruptedException {
    return boards(connection).stream()
        .map(one -> new Field.Choice(one.path("id").asText(), one.path("name").asText()))
        .toList();
  }

  @Override
  public List<AccountChoice> accounts(Connection connection)
      throws IOException, InterruptedException {
    List<AccountChoice> all = new ArrayList<>();
    for (JsonNode board : boards(connection)) {
      String id = board.path("id").asText();
      all.add(AccountChoice.of(id, board.path("name").asText(id)).setting(PinWriter.BOARD, id));
    }
    if (all.isEmpty()) {
      throw new IOException("The account has no board; make one on Pinterest, and sign in again");
    }
    return all;
  }

  @Override
  public OAuth2 login() {
    return login;
  }
}
