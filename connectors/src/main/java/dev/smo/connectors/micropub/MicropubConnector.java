// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.micropub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Choices;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Retractor;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connectors.RestApi;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Posts on sites that speak Micropub. The endpoint is the site's address; it cannot be asked for a
 * lost post. docs/connectors/micropub.md tells a site's owner what to do.
 */
@Component(service = Connector.class)
public final class MicropubConnector
    implements Connector, Verifier, Retractor, Editor, Choices, SignIn, Authorizer {
  static final Network NETWORK =
      Network.builder("micropub", "Micropub")
          .endpoint(Network.Endpoint.MANDATORY)
          .connectionFields(
              Field.of(Field.Kind.SECRET, RestApi.TOKEN, "Access token")
                  .help("Sign in, and leave this empty. Or take one that the site gives out.")
                  .required(),
              Field.of(Field.Kind.URL, MicropubApi.POSTS, "Endpoint for posts")
                  .help("Only where it is on another host than the site. Kept when you sign in."))
          .postFields(
              Field.of(Field.Kind.CHOICE, EntryWriter.SYNDICATE, "Copy to")
                  .help("Where the site sends copies of its own.")
                  .loaded())
          .words(MicropubConnector.class, "dev.smo.connectors.words")
          .build();

  private static final Limits LIMITS =
      Limits.builder(EntryWriter.MAX_WORDS, String::length)
          .images(List.of("image/jpeg", "image/png", "image/gif", "image/webp"), 5_000_000, 4_096)
          .maxImages(4)
          .maxAltLength(EntryWriter.MAX_ALT)
          .build();

  private final MicropubApi api;
  private final EntryWriter writer;
  private final IndieAuth login;

  @Activate
  public MicropubConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC());
  }

  MicropubConnector(Outbound outbound, Clock clock) {
    api = new MicropubApi(outbound, clock);
    writer = new EntryWriter(api);
    login = new IndieAuth(api);
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
    return missing.isPresent() ? new Outcome.Unauthorised(missing.get()) : writer.publish(delivery);
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
    return writer.delete(post, connection);
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(connection);
    if (missing.isPresent()) {
      return new Verification.Invalid(missing.get());
    }
    Answer page = api.page(connection);
    if (page.status() == 401) {
      return api.unverified(page, connection);
    }
    if (!page.ok()) {
      // As for a post: a page that is not there, or behind a wall for a while, refuses no account.
      return new Verification.Unreachable("The site answered HTTP " + page.status());
    }
    URI posts;
    try {
      posts = MicropubApi.posts(page, connection);
    } catch (StrangeEndpointException e) {
      return new Verification.Invalid(String.valueOf(e.getMessage()));
    }
    Answer config = api.config(posts, connection);
    boolean refused = config.status() == 401 || config.status() == 403;
    // A site that does not know the question takes posts all the same.
    if (refused || config.status() == 429 || config.status() >= 500) {
      return api.unverified(config, connection);
    }
    api.learn(posts, config, connection);
    URI site = connection.endpoint().orElseThrow();
    return new Verification.Valid(site.getHost(), site, Optional.empty());
  }

  @Override
  public List<Field.Choice> choices(String field, Connection connection)
      throws IOException, InterruptedException {
    URI asked = MicropubApi.asking(api.posts(connection), Map.of("q", "syndicate-to"));
    Answer answer = api.send(api.request("GET", asked, connection));
    List<Field.Choice> places = new ArrayList<>();
    for (JsonNode one : api.readList(answer, connection).path("syndicate-to")) {
      String uid = one.path("uid").asText();
      places.add(new Field.Choice(uid, one.path("name").asText(uid)));
    }
    return places;
  }

  @Override
  public URI address(SignInRequest request) throws IOException, InterruptedException {
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
