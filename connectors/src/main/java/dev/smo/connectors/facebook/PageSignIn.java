// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.AccountChoice;
import dev.smo.connector.Authorization;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connectors.Followers;
import dev.smo.connectors.Json;
import dev.smo.connectors.meta.GraphError;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Signing in: a person's token of an hour is changed for one of sixty days, and that for tokens of
 * pages, which do not end by themselves.
 */
final class PageSignIn {
  /** Names of what the application says. */
  static final String CLIENT_ID = "clientId";

  static final String CLIENT_SECRET = "clientSecret";
  static final String SCOPES = "scopes";

  /** The person's own token, of which those of pages are made. */
  private static final String PERSON = "userToken";

  private static final String POSTING = "pages_manage_posts";
  private static final String NEEDED =
      "pages_show_list,pages_manage_posts,pages_read_engagement,pages_manage_engagement,"
          + "pages_read_user_content,read_insights";
  private static final Set<String> TASKS = Set.of("CREATE_CONTENT", "MANAGE");
  private static final Duration BUSY = Duration.ofMinutes(1);
  private static final int PAGES = 10;

  private final Graph graph;

  PageSignIn(Graph graph) {
    this.graph = graph;
  }

  URI address(SignInRequest request) {
    Application application = request.connection().application();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("client_id", application.setting(CLIENT_ID).orElse(""));
    query.put("redirect_uri", request.redirect().toString());
    query.put("state", request.state());
    query.put("response_type", "code");
    query.put("scope", application.setting(SCOPES).filter(own -> !own.isBlank()).orElse(NEEDED));
    query.put("code_challenge", request.challenge());
    query.put("code_challenge_method", "S256");
    return graph.web("dialog/oauth", query);
  }

  Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    Connection connection = request.connection();
    Map<String, String> first = client(connection);
    first.put("redirect_uri", request.redirect().toString());
    first.put("code", code);
    first.put("code_verifier", request.verifier().open());
    Answer answer = graph.send(graph.bare("oauth/access_token", first));
    String token = answer.ok() ? Json.of(answer).path("access_token").asText() : "";
    if (token.isEmpty()) {
      return refused(answer, connection);
    }
    Map<String, String> second = client(connection);
    second.put("grant_type", "fb_exchange_token");
    second.put("fb_exchange_token", token);
    Answer longer = graph.send(graph.bare("oauth/access_token", second));
    String lasting = longer.ok() ? Json.of(longer).path("access_token").asText() : "";
    return lasting.isEmpty()
        ? refused(longer, connection)
        : Authorization.Granted.of(Map.of(PERSON, Secret.of(lasting)), Optional.empty());
  }

  private static Map<String, String> client(Connection connection) {
    Application application = connection.application();
    Map<String, String> client = new LinkedHashMap<>();
    client.put("client_id", application.setting(CLIENT_ID).orElse(""));
    client.put("client_secret", application.secret(CLIENT_SECRET).map(Secret::open).orElse(""));
    return client;
  }

  private Authorization refused(Answer answer, Connection connection) {
    GraphError error = GraphError.of(answer);
    String reason = connection.redact(error.reason());
    if (error.message().contains("client secret")) {
      return new Authorization.Refused(
          "Facebook does not know the application. Check its app ID and secret.");
    }
    return switch (error.kind()) {
      case THROTTLED -> new Authorization.Later(graph.pause(answer), reason);
      case UNKNOWN -> new Authorization.Later(BUSY, "Facebook answered " + reason);
      default -> new Authorization.Refused("Facebook refuses to sign you in: " + reason);
    };
  }

  /**
   * The pages for which the person may post.
   *
   * @throws IOException there is none, or Facebook does not tell
   */
  List<AccountChoice> accounts(Connection connection) throws IOException, InterruptedException {
    Secret person = connection.secret(PERSON).orElseThrow();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("fields", "id,name,access_token,tasks");
    query.put("limit", "100");
    List<AccountChoice> pages = new ArrayList<>();
    for (int page = 0; page < PAGES; page++) {
      Request request = graph.bare("me/accounts", graph.authorised(query, person, connection));
      JsonNode list = graph.read(graph.send(request), connection);
      for (JsonNode one : list.path("data")) {
        if (mayPost(one)) {
          String id = one.path("id").asText();
          pages.add(
              AccountChoice.of(id, one.path("name").asText(id))
                  .setting("page", id)
                  .secret("token", Secret.of(one.path("access_token").asText())));
        }
      }
      String after = list.path("paging").path("cursors").path("after").asText();
      if (!list.path("paging").has("next") || after.isEmpty()) {
        break;
      }
      query.put("after", after);
    }
    if (pages.isEmpty()) {
      throw new IOException(
          "You may post on no page, or did not choose one on Facebook. Start again, and agree to at"
              + " least one page there");
    }
    return pages;
  }

  private static boolean mayPost(JsonNode page) {
    Set<String> tasks = new HashSet<>();
    page.path("tasks").forEach(task -> tasks.add(task.asText()));
    return !page.path("access_token").asText().isEmpty()
        && (tasks.isEmpty() || tasks.stream().anyMatch(TASKS::contains));
  }

  /** What Facebook says of the token: whether it is a page's, may post, and when it ends. */
  Verification verify(Connection connection) throws IOException, InterruptedException {
    Map<String, String> query = new LinkedHashMap<>();
    String token = connection.secret("token").orElseThrow().open();
    query.put("input_token", token);
    query.put("access_token", asking(connection).orElse(token));
    Answer answer = graph.send(graph.bare("debug_token", query));
    if (!answer.ok()) {
      return notTold(answer, connection);
    }
    JsonNode said = Json.of(answer).path("data");
    Optional<String> wrong = wrong(said, connection);
    if (wrong.isPresent()) {
      return new Verification.Invalid(connection.redact(wrong.get()));
    }
    Answer page =
        graph.send(graph.get(Graph.page(connection), Map.of("fields", "name,link"), connection));
    if (!page.ok()) {
      return notTold(page, connection);
    }
    JsonNode named = Json.of(page);
    long ends = said.path("expires_at").asLong();
    URI profile = URI.create("https://www.facebook.com/" + Graph.page(connection));
    Map<String, String> followers = Map.of("fields", "followers_count");
    return new Verification.Valid(
        named.path("name").asText(),
        profile,
        ends > 0 ? Optional.of(Instant.ofEpochSecond(ends)) : Optional.empty(),
        Followers.asked(
            graph.outbound(),
            graph.get(Graph.page(connection), followers, connection),
            "/followers_count"));
  }

  /** The application's own token. */
  private static Optional<String> asking(Connection connection) {
    Application application = connection.application();
    return application
        .setting(CLIENT_ID)
        .flatMap(id -> application.secret(CLIENT_SECRET).map(secret -> id + "|" + secret.open()));
  }

  private static Optional<String> wrong(JsonNode token, Connection connection) {
    Set<String> scopes = new HashSet<>();
    token.path("scopes").forEach(scope -> scopes.add(scope.asText()));
    if (!token.path("is_valid").asBoolean()) {
      return Optional.of(
          "Facebook takes the token no more; sign in again. It says: "
              + token.path("error").path("message").asText());
    }
    if (!token.path("type").asText().equals("PAGE")) {
      return Optional.of("This is not the token of a page; sign in, and choose the page");
    }
    if (!token.path("profile_id").asText().equals(Graph.page(connection))) {
      return Optional.of("This is the token of another page than the connection names");
    }
    return scopes.contains(POSTING)
        ? Optional.empty()
        : Optional.of("The permission " + POSTING + " is missing; sign in again, and agree to all");
  }

  private static Verification notTold(Answer answer, Connection connection) {
    GraphError error = GraphError.of(answer);
    String reason = connection.redact(error.reason());
    return switch (error.kind()) {
      case THROTTLED, UNKNOWN -> new Verification.Unreachable("Facebook answered " + reason);
      default -> new Verification.Invalid("Sign in again. Facebook says: " + reason);
    };
  }
}
