// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.smo.connections.Connections;
import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.Sessions;
import dev.smo.delivery.Decisions;
import dev.smo.environment.Environment;
import dev.smo.environment.Place;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.SlingRequest;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.networks.Networks;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import dev.smo.syndication.Identities;
import dev.smo.syndication.Planner;
import dev.smo.syndication.PostDrafts;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.jcr.GuestCredentials;
import javax.jcr.Session;
import javax.servlet.Servlet;
import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.osgi.framework.BundleContext;

/**
 * A repository with two pages and three people: an administrator; Jane, who writes the page {@link
 * #OURS} and reads nothing else; Joe, who only reads it.
 */
public final class ConsoleFixture {
  public static final String OURS = "/content/site/ours";
  public static final String THEIRS = "/content/site/theirs";

  /** Posts of this site are of a page that moved to one which does not name their connection. */
  public static final String ELSEWHERE = "/content/elsewhere";

  private static final ObjectMapper JSON = new ObjectMapper();

  public final SlingContext context;
  public final Repository repository;
  public final Ledger ledger;
  public final Decisions decisions;
  public final Planner planner;
  public final Connectors networks;
  public final Tokens tokens;
  public final Environment environment;
  public final Lanes lanes;
  private ResourceResolver visitor;

  public ConsoleFixture(SlingContext context) throws Exception {
    this.context = context;
    context.create().resource(OURS + "/jcr:content", "jcr:title", "Ours");
    context.create().resource(OURS + "/jcr:content/smo", "id", "ours");
    context.create().resource(THEIRS + "/jcr:content", "jcr:title", "Theirs");
    context.create().resource("/var/smo/connections", "jcr:primaryType", "sling:Folder");
    JackrabbitSession session =
        (JackrabbitSession) context.resourceResolver().adaptTo(Session.class);
    for (String person : new String[] {"jane", "joe"}) {
      session.getUserManager().createUser(person, person);
    }
    session.save();
    AccessControlUtils.deny(session.getNode(THEIRS), "everyone", "jcr:all");
    AccessControlUtils.allow(session.getNode(OURS), "jane", "jcr:read", "jcr:write");
    AccessControlUtils.allow(session.getNode(OURS), "joe", "jcr:read");
    session.save();
    repository = new Repository(context.getService(ResourceResolverFactory.class));
    ledger = new Ledger(repository);
    networks =
        new Connectors(context.bundleContext(), new Networks(List.of(), context.bundleContext()));
    ContentPageSource pages = new ContentPageSource();
    Clock clock = Clock.systemUTC();
    PostDrafts drafts = new PostDrafts(new Connections(repository, null, clock), networks, clock);
    planner =
        new Planner(repository, pages, new Identities(repository, pages, clock), drafts, ledger);
    decisions =
        new Decisions(ledger, planner, clock) {
          @Override
          public boolean isOfAnotherSite(PostRecord post) {
            return post.text(Key.SITE).equals(ELSEWHERE);
          }
        };
    tokens = new Tokens(repository, Clock.systemUTC());
    environment =
        new Environment(repository, "test", new Place("machine", "disk", "run"), Clock.systemUTC());
    lanes = new Lanes(repository, environment, Clock.systemUTC());
    visitor = context.resourceResolver();
  }

  /** An environment that has a copy of these data. */
  public Environment elsewhere() {
    Place place = new Place("another machine", "another disk", "another run");
    return new Environment(repository, "stage", place, Clock.systemUTC());
  }

  public Sessions sessions(Connections connections, Clock clock) {
    return new Sessions(connections, networks, new NetworkCalls(clock), environment, clock);
  }

  /** From now on this person asks. */
  public ConsoleFixture as(String person) throws Exception {
    visitor =
        context
            .getService(ResourceResolverFactory.class)
            .getResourceResolver(
                Map.of(
                    ResourceResolverFactory.USER,
                    person,
                    ResourceResolverFactory.PASSWORD,
                    person.toCharArray()));
    return this;
  }

  /** From now on somebody asks who did not log in. */
  public ConsoleFixture asStranger() throws Exception {
    visitor =
        context
            .getService(ResourceResolverFactory.class)
            .getResourceResolver(Map.of("user.jcr.credentials", new GuestCredentials()));
    return this;
  }

  public String person() {
    return visitor.getUserID();
  }

  /** Puts a post of a page into the ledger, in a state. */
  public PostRecord post(String page, State state) {
    return post(page, state, Instant.now());
  }

  public PostRecord post(String page, State state, Instant scheduled) {
    String identity = page.substring(page.lastIndexOf('/') + 1);
    return ledger.add(
        PostRecord.draft(Keys.post("tiny-en", page + state, "1"), state)
            .with(Key.PAGE, identity)
            .with(Key.PATH, page)
            .with(Key.CONNECTION, "tiny-en")
            .with(Key.NETWORK, "tiny")
            .with(Key.TITLE, "Title of " + identity)
            .with(Key.TEXT, "Words https://example.org/")
            .with(Key.PLANNED, scheduled)
            .with(Key.SCHEDULED, scheduled));
  }

  /** A post that is out, on the network {@code tiny}. */
  public PostRecord sent(String page) {
    PostRecord sending = post(page, State.SENDING);
    return ledger
        .update(
            sending.id(),
            record ->
                record
                    .to(State.SENT, "")
                    .with(Key.SENT, Instant.now())
                    .with(Key.REMOTE_ID, "1")
                    .with(Key.PERMALINK, "https://tiny.example/1"))
        .orElseThrow();
  }

  public Reply get(Servlet servlet, String... parameters) throws Exception {
    return call(servlet, request("GET", parameters));
  }

  /** Posts with a good token, about a post as it is now. */
  public Reply post(Servlet servlet, String... parameters) throws Exception {
    MockSlingHttpServletRequest request = request("POST", withRevision(parameters));
    request.setHeader(JsonServlet.TOKEN_HEADER, tokens.issue(person()).token());
    return call(servlet, request);
  }

  /** Names the revision of the post that an id names, where the caller names none. */
  private String[] withRevision(String... parameters) {
    List<String> all = new ArrayList<>(List.of(parameters));
    for (int name = 0; name < parameters.length; name += 2) {
      if (parameters[name].equals("revision")) {
        return parameters;
      }
      if (parameters[name].equals("id")) {
        ledger
            .find(parameters[name + 1])
            .ifPresent(post -> all.addAll(List.of("revision", post.revision())));
      }
    }
    return all.toArray(String[]::new);
  }

  public Reply postWithToken(String token, Servlet servlet, String... parameters) throws Exception {
    MockSlingHttpServletRequest request = request("POST", parameters);
    if (!token.isEmpty()) {
      request.setHeader(JsonServlet.TOKEN_HEADER, token);
    }
    return call(servlet, request);
  }

  public FormRequest request(String method, String... parameters) {
    visitor.refresh();
    FormRequest request = new FormRequest(visitor, context.bundleContext());
    request.setMethod(method);
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    request.setParameterMap(map);
    return request;
  }

  public Reply call(Servlet servlet, MockSlingHttpServletRequest request) throws Exception {
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    servlet.service(request, response);
    return new Reply(response.getStatus(), hold(servlet, request, response));
  }

  /**
   * Holds an answer against the description of the API; gives it as JSON, empty for other types.
   */
  public static JsonNode hold(
      Servlet servlet, MockSlingHttpServletRequest request, MockSlingHttpServletResponse response)
      throws IOException {
    String type = String.valueOf(response.getContentType()).split(";", 2)[0];
    JsonNode body =
        type.equals("application/json")
            ? JSON.readTree(response.getOutputAsString())
            : MissingNode.getInstance();
    Map<String, String> parameters = new HashMap<>();
    request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
    ServletAddresses.of(servlet.getClass())
        .ifPresent(
            address ->
                ApiDescription.OURS.hold(
                    new ApiDescription.Call(request.getMethod(), address, parameters),
                    new ApiDescription.Given(response.getStatus(), type, body)));
    return body;
  }

  /** A request whose parameters stand in its body, which the mock does not know. */
  public static final class FormRequest extends SlingRequest {
    public String address = "";

    FormRequest(ResourceResolver resolver, BundleContext bundles) {
      super(resolver, bundles);
    }

    @Override
    public String getQueryString() {
      return address;
    }
  }

  /** What came back. */
  public record Reply(int status, JsonNode json) {
    public String error() {
      return json.path("error").asText();
    }
  }
}
