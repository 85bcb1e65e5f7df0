// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.AccountChoice;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Retractor;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Posts on business profiles of Google, which show in Search and Maps.
 * docs/connectors/googlebusiness.md tells a profile's owner what to do.
 */
@Component(service = Connector.class)
public final class BusinessProfileConnector
    implements Connector, Reconciler, Verifier, Retractor, Editor, OAuth2SignIn {
  private static final ProfileApi.Servers SERVERS =
      new ProfileApi.Servers(
          URI.create("https://mybusiness.googleapis.com"),
          URI.create("https://mybusinessaccountmanagement.googleapis.com"),
          URI.create("https://mybusinessbusinessinformation.googleapis.com"));
  private static final URI PAGE = URI.create("https://accounts.google.com/o/oauth2/v2/auth");
  private static final URI TOKENS = URI.create("https://oauth2.googleapis.com/token");

  static final Network NETWORK =
      Network.builder("googlebusiness", "Google Business Profile")
          .connectionFields(
              Field.of(Field.Kind.SECRET, RestApi.TOKEN, "Access token of the account")
                  .help("Sign in, and leave this empty.")
                  .required(),
              Field.of(Field.Kind.TEXT, ProfileApi.LOCATION, "Location")
                  .help("Chosen when you sign in.")
                  .placeholder("accounts/1/locations/2")
                  .pattern(Pattern.compile("\\s*+accounts/\\w{1,40}/locations/\\w{1,40}+\\s*+")))
          .applicationFields(
              Field.of(Field.Kind.TEXT, OAuth2.CLIENT_ID, "Client ID")
                  .help("On console.cloud.google.com: APIs and services, Credentials.")
                  .required(),
              Field.of(Field.Kind.SECRET, OAuth2.CLIENT_SECRET, "Client secret")
                  .help("Beside the client ID.")
                  .required())
          .showsWithin(Duration.ofMinutes(5))
          .words(BusinessProfileConnector.class, "dev.smo.connectors.words")
          .build();

  private static final Limits LIMITS =
      Limits.builder(LocalPosts.MAX_WORDS, String::length)
          .linkBeside()
          .loadedByNetwork()
          // So that hardly any is to be drawn anew.
          .images(List.of("image/jpeg", "image/png"), 5_000_000, 10_000)
          .maxAltLength(0)
          .build();

  private static final int PAGES = 5;

  private final ProfileApi api;
  private final OAuth2 login;
  private final LocalPosts posts;

  @Activate
  public BusinessProfileConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC(), SERVERS, new Login(PAGE, TOKENS));
  }

  /**
   * Where people sign in.
   *
   * @param page where they agree
   * @param tokens where tokens are given
   */
  record Login(URI page, URI tokens) {}

  BusinessProfileConnector(
      Outbound outbound, Clock clock, ProfileApi.Servers servers, Login addresses) {
    api = new ProfileApi(outbound, clock, servers);
    Map<String, String> asked =
        Map.of(
            "scope", "https://www.googleapis.com/auth/business.manage",
            // Without both, only the first consent gives a token that renews.
            "access_type", "offline",
            "prompt", "consent");
    login =
        new OAuth2(
            api,
            new OAuth2.Server(
                addresses.page(), addresses.tokens(), /* basic= */ false, asked, Map.of()));
    posts = new LocalPosts(api);
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
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(delivery.connection());
    return missing.isPresent() ? new Outcome.Unauthorised(missing.get()) : posts.publish(delivery);
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(delivery.connection());
    return missing.isPresent()
        ? new Reconciliation.CannotTell(missing.get())
        : posts.find(delivery);
  }

  @Override
  public Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(delivery.connection());
    return missing.isPresent()
        ? new Outcome.Unauthorised(missing.get())
        : posts.edit(post, delivery);
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = api.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    Answer answer = api.send(api.posts("DELETE", post.id(), connection));
    return api.deleted(answer, post, connection);
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(connection);
    if (missing.isPresent()) {
      return new Verification.Invalid(missing.get());
    }
    String location = ProfileApi.location(connection).replaceFirst("^accounts/\\w+/", "");
    Map<String, String> query = Map.of("readMask", "name,title,metadata");
    Answer answer = api.send(api.locations(location, query, connection));
    if (!answer.ok()) {
      return api.unverified(answer, connection);
    }
    JsonNode said = Json.of(answer);
    String title = said.path("title").asText();
    if (title.isEmpty()) {
      throw new IOException("Google answered without naming the location");
    }
    URI profile =
        Urls.web(said.path("metadata").path("mapsUri").asText())
            .orElse(URI.create("https://business.google.com/locations"));
    return new Verification.Valid(title, profile, Optional.empty());
  }

  @Override
  public List<AccountChoice> accounts(Connection connection)
      throws IOException, InterruptedException {
    List<AccountChoice> all = new ArrayList<>();
    for (JsonNode account : all("accounts", "", connection)) {
      String owner = account.path("name").asText();
      for (JsonNode one : all(owner + "/locations", "name,title", connection)) {
        String name = owner + "/" + one.path("name").asText();
        all.add(
            AccountChoice.of(name, one.path("title").asText(name))
                .setting(ProfileApi.LOCATION, name));
      }
    }
    if (all.isEmpty()) {
      throw new IOException("The account manages no business profile");
    }
    return all;
  }

  /** All entries of a list: of accounts, or of an account's locations. */
  private List<JsonNode> all(String path, String mask, Connection connection)
      throws IOException, InterruptedException {
    boolean locations = !mask.isEmpty();
    List<JsonNode> all = new ArrayList<>();
    Map<String, String> query = new HashMap<>(Map.of("pageSize", locations ? "100" : "20"));
    if (locations) {
      query.put("readMask", mask);
    }
    for (int page = 0; page < PAGES; page++) {
      Answer answer =
          api.send(
              locations
                  ? api.locations(path, query, connection)
                  : api.accounts(path, query, connection));
      JsonNode list = api.readList(answer, connection);
      list.path(locations ? "locations" : "accounts").forEach(all::add);
      String more = list.path("nextPageToken").asText();
      if (more.isEmpty()) {
        break;
      }
      query.put("pageToken", more);
    }
    return all;
  }

  @Override
  public OAuth2 login() {
    return login;
  }
}
