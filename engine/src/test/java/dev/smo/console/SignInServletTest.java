// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Sessions;
import dev.smo.connector.Authorization;
import dev.smo.connector.Connector;
import dev.smo.connector.SignInRequest;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeOAuth;
import dev.smo.testkit.OAuthNetwork;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.jcr.Session;
import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.apache.sling.api.resource.Resource;
import org.junit.jupiter.api.Test;

/** The whole way over a real socket: console, network, back, connection. */
class SignInServletTest extends SignInFixture {
  @Test
  void whoAgreesThereHasAConnectionHere() throws Exception {
    Page back = get(returned(start()));

    assertEquals(303, back.status(), back.body());
    assertEquals("../../cms/social.html?signedin=oauth-en#connections", back.location());
    Connection connection = connections.open("oauth-en").orElseThrow();
    assertEquals("token-of-person", connection.secret("token").orElseThrow().open());
    assertEquals("person", connection.setting("user").orElseThrow());
    assertEquals("books", connection.setting("topic").orElseThrow());
    assertEquals(oauth.uri(), connection.endpoint().orElseThrow());
  }

  @Test
  void nothingSecretStandsInAnAddressOrInClearInTheRepository() throws Exception {
    URI address = start();
    String verifier = "";
    Map<String, String> back = returned(address);
    String whileAway = dump("/var/smo/signins");
    Page page = get(back);
    for (Call call : oauth.calls()) {
      verifier += call.form().getOrDefault("code_verifier", List.of("")).get(0);
    }

    assertEquals(43, verifier.length());
    assertFalse(address.toString().contains(verifier));
    assertFalse(address.toString().contains("app-secret"));
    assertFalse(whileAway.contains(verifier));
    assertFalse(whileAway.contains(back.get("state")));
    assertFalse(page.location().contains("token"));
    assertFalse(dump("/var/smo/connections").contains("token-of-person"));
  }

  @Test
  void theCookieIsForThisPathAndNoScript() throws Exception {
    Page started = post(startFields());
    assertTrue(
        started.cookie().endsWith("; Max-Age=1200; HttpOnly; SameSite=Lax"), started.cookie());
  }

  @Test
  void aStateThatIsNotOursIsRefused() throws Exception {
    Map<String, String> back = returned(start());
    Map<String, String> forged = new HashMap<>(back);
    forged.put("state", "forged");

    refused(403, "Start again.", get(forged));
    assertEquals(303, get(back).status(), "the real one is still good");
  }

  @Test
  void aReplayedStateFindsNothing() throws Exception {
    Map<String, String> back = returned(start());
    get(back);
    long tokens = tokenCalls();
    refused(403, "Start again.", get(back));
    assertEquals(tokens, tokenCalls());
  }

  @Test
  void aReplayedCodeIsRefusedByTheNetworkAndNotRepeatedToThePerson() throws Exception {
    Map<String, String> first = returned(start());
    get(first);
    Map<String, String> second = returned(start());
    second.put("code", first.get("code"));

    Page back = get(second);

    refused(409, "The network says invalid_grant", back);
    assertFalse(back.body().contains(first.get("code")), back.body());
  }

  @Test
  void theCodeOfAnotherSignInIsRefused() throws Exception {
    Map<String, String> mine = returned(start());
    Map<String, String> other = returned(start());
    mine.put("code", other.get("code"));
    refused(409, "invalid_grant", get(mine));
    assertTrue(connections.find("oauth-en").isEmpty());
  }

  @Test
  void whoDoesNotAgreeIsToldWhatToDo() throws Exception {
    oauth.mode(FakeOAuth.Mode.DENIED);
    refused(409, "The network was not allowed to connect. Start again", get(returned(start())));
    assertTrue(connections.find("oauth-en").isEmpty());
  }

  @Test
  void aFailureIsAPageWithTheWayBackToTheConnections() throws Exception {
    oauth.mode(FakeOAuth.Mode.DENIED);
    Page page = get(returned(start()));
    assertEquals("text/html;charset=UTF-8", page.type());
    assertTrue(page.body().contains("href=\"../../cms/social.html#connections\""), page.body());
    assertTrue(page.body().contains("href=\"../../static/smo/console/console.css"), page.body());
    assertFalse(page.body().contains("<script"), page.body());
  }

  @Test
  void whoComesTooLateOrIsLoggedOutFindsTheWayBackToo() throws Exception {
    Map<String, String> late = returned(start());
    clock.pass(Duration.ofMinutes(11));
    Page page = get(late);
    refused(403, "Start again.", page);
    assertTrue(page.body().contains("href=\"../../cms/social.html#connections\""), page.body());
    console.asStranger();
    Page loggedOut = get(late);
    refused(401, "Log in first.", loggedOut);
    assertTrue(
        loggedOut.body().contains("href=\"../../cms/social.html#connections\""), loggedOut.body());
  }

  @Test
  void aStrangersWordsAreTextOnTheFailurePage() throws Exception {
    Map<String, String> back = returned(start());
    back.remove("code");
    back.put("error", "denied");
    back.put("error_description", "<img src=x onerror='alert(1)'> & \"more\"");
    Page page = get(back);
    assertFalse(page.body().contains("<img"), page.body());
    assertTrue(
        page.body().contains("&lt;img src=x onerror=&#39;alert(1)&#39;&gt; &amp; &quot;more&quot;"),
        page.body());
  }

  @Test
  void aForgedWayBackLeadsNowhere() throws Exception {
    for (String page :
        List.of("//evil.test/", "https://evil.test/", "/\\\\evil.test/", "/\"><b>")) {
      cookies.put("smo-signin-console", page);
      String body = get(Map.of("state", "forged", "code", "x")).body();
      assertFalse(body.contains("<a "), body);
    }
  }

  @Test
  void aNetworkThatDoesNotAnswerInTimeIsGivenUp() throws Exception {
    oauth.mode(FakeOAuth.Mode.SLOW);
    Map<String, String> back = returned(start());
    // Nothing but the answer that never comes takes time from here.
    servlet = servlet(Duration.ofMillis(300), Map.of());
    refused(409, "could not be asked: no answer within", get(back));
    assertTrue(connections.find("oauth-en").isEmpty());
  }

  @Test
  void aRedirectThatTheNetworkDoesNotKnowStaysThere() throws Exception {
    oauth.app("smo", "app-secret", "https://elsewhere.test/bin/smo/signin");
    HttpResponse<String> there = visit(start());
    assertEquals(400, there.statusCode());
    assertTrue(there.body().contains("redirect_uri"), there.body());
  }

  @Test
  void aPermissionThatIsMissingIsNamed() throws Exception {
    oauth.mode(FakeOAuth.Mode.MISSING_SCOPE);
    refused(409, "The permission to write is missing.", get(returned(start())));
  }

  @Test
  void anotherPersonCannotFinish() throws Exception {
    Map<String, String> back = returned(start());
    administrator("ada");
    console.as("ada");
    refused(403, "another person", get(back));
    assertEquals(0, tokenCalls());
  }

  @Test
  void anotherBrowserCannotFinish() throws Exception {
    Map<String, String> back = returned(start());
    cookies.clear();
    refused(403, "another person or browser", get(back));
    assertEquals(0, tokenCalls());
  }

  @Test
  void tenMinutesAreEnoughAndElevenAreTooMany() throws Exception {
    Map<String, String> inTime = returned(start());
    clock.pass(Duration.ofSeconds(599));
    assertEquals(303, get(inTime).status());

    Map<String, String> late = returned(start());
    clock.pass(Duration.ofMinutes(10));
    refused(403, "Start again.", get(late));
  }

  @Test
  void whatIsOverIsSwept() throws Exception {
    start();
    clock.pass(Duration.ofMinutes(11));
    start();
    context.resourceResolver().refresh();
    List<Resource> kept = new ArrayList<>();
    context.resourceResolver().getResource("/var/smo/signins").getChildren().forEach(kept::add);
    assertEquals(1, kept.size());
  }

  @Test
  void ofSeveralAccountsOneIsChosen() throws Exception {
    oauth.account("p1", "Museum").account("p2", "Shop");
    Page back = get(returned(start()));
    assertTrue(back.location().startsWith("../../cms/social.html?choose="), back.location());
    assertTrue(connections.find("oauth-en").isEmpty());
    String key = back.location().replaceFirst(".*choose=", "").replaceFirst("#.*", "");

    Page offered = get(Map.of("choices", key));
    assertEquals(
        "{\"accounts\":[{\"id\":\"p1\",\"label\":\"Museum\"},{\"id\":\"p2\",\"label\":\"Shop\"}]}",
        offered.body());
    assertEquals(400, post(Map.of("action", "choose", "choices", key, "account", "p3")).status());
    Page chosen = post(Map.of("action", "choose", "choices", key, "account", "p2"));

    assertEquals(200, chosen.status(), chosen.body());
    Connection connection = connections.open("oauth-en").orElseThrow();
    assertEquals("p2", connection.setting("page").orElseThrow());
    assertEquals("token-p2", connection.secret("token").orElseThrow().open());
    assertEquals("refresh-of-person", connection.secret("refresh").orElseThrow().open());
    assertEquals("person", connection.setting("user").orElseThrow());
    assertEquals(404, post(Map.of("action", "choose", "choices", key, "account", "p1")).status());
  }

  @Test
  void onlyWhoSignedInSeesTheChoices() throws Exception {
    oauth.account("p1", "Museum").account("p2", "Shop");
    String key =
        get(returned(start())).location().replaceFirst(".*choose=", "").replaceFirst("#.*", "");
    cookies.clear();
    assertEquals(404, get(Map.of("choices", key)).status());
  }

  @Test
  void aLaterPartialGrantLeavesTheRest() throws Exception {
    get(returned(start()));
    clock.pass(Duration.ofHours(24)); // the session ends at seven in the evening of the first day
    Sessions sessions = console.sessions(connections, clock);

    Sessions.Opened opened = sessions.open("oauth-en");

    Connection renewed = ((Sessions.Opened.Ready) opened).connection();
    assertEquals("renewed-token", renewed.secret("token").orElseThrow().open());
    assertEquals("refresh-of-person", renewed.secret("refresh").orElseThrow().open());
    assertEquals(
        "person", connections.open("oauth-en").orElseThrow().setting("user").orElseThrow());
  }

  @Test
  void aFormThatIsIncompleteSendsNobodyAway() throws Exception {
    Map<String, String> fields = startFields();
    fields.remove("settings.topic");
    Page page = post(fields);
    assertEquals(400, page.status());
    assertTrue(page.body().contains("Topic is missing."), page.body());
    Map<String, String> elsewhere = startFields();
    elsewhere.put("page", "//evil.test/");
    assertEquals(400, post(elsewhere).status());
  }

  /** A network that wants to know more of each sign-in. */
  private static final class Keeping extends OAuthNetwork {
    private final List<String> back = new ArrayList<>();

    Keeping(HttpOutbound outbound) {
      super(outbound);
    }

    @Override
    public URI address(SignInRequest request) {
      request.kept().put("key", Secret.of("key-of-this-sign-in"));
      return super.address(request);
    }

    @Override
    public Authorization redeem(String code, SignInRequest request)
        throws IOException, InterruptedException {
      back.add(request.kept().get("key").open() + " by " + request.issuer());
      return super.redeem(code, request);
    }
  }

  @Test
  void whatTheConnectorKeptAndWhoSentThePersonBackIsThereAgain() throws Exception {
    Keeping network = new Keeping(outbound);
    context
        .bundleContext()
        .registerService(Connector.class, network, new Hashtable<>(Map.of("service.ranking", 1)));
    Map<String, String> back = returned(start());
    assertFalse(dump("/var/smo/signins").contains("key-of-this"), "kept in clear");
    back.put("iss", "https://server.test");
    assertEquals(303, get(back).status());
    assertEquals(List.of("key-of-this-sign-in by https://server.test"), network.back);
  }

  @Test
  void onlyAdministratorsSignIn() throws Exception {
    console.as("jane");
    assertEquals(403, post(startFields()).status());
    console.asStranger();
    assertEquals(401, get(Map.of("state", "x", "code", "y")).status());
  }

  private long tokenCalls() {
    return oauth.calls().stream().filter(call -> call.is("POST", "/token")).count();
  }

  private void administrator(String person) throws Exception {
    JackrabbitSession session =
        (JackrabbitSession) context.resourceResolver().adaptTo(Session.class);
    session.getUserManager().createUser(person, person);
    session.save();
    AccessControlUtils.allow(session.getNode("/var/smo/connections"), person, "jcr:all");
    session.save();
  }

  private String dump(String path) throws Exception {
    context.resourceResolver().refresh();
    StringBuilder all = new StringBuilder();
    for (Resource node : context.resourceResolver().getResource(path).getChildren()) {
      all.append(node.getName()).append(node.getValueMap());
      node.getChildren().forEach(child -> all.append(child.getValueMap()));
    }
    return all.toString();
  }
}
