// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Authorization;
import dev.smo.connector.SignInRequest;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.Answer;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.linkedin.FakeLinkedIn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkedInSignInTest {
  private static final URI REDIRECT = URI.create("https://cms.example.org/bin/smo/signin");

  private final TestClock clock = new TestClock();
  private final FakeLinkedIn linkedIn = new FakeLinkedIn(0, "token", "client-secret", clock);
  private final HttpOutbound http = HttpOutbound.allowing(linkedIn.host());
  private final LinkedInApi api = new LinkedInApi(http, clock, new FakeSettings(linkedIn));
  private final LinkedInSignIn signIn = new LinkedInSignIn(api);
  private final Application application =
      Application.of(
          Map.of("clientId", FakeLinkedIn.CLIENT_ID),
          Map.of("clientSecret", Secret.of("client-secret")));

  @AfterEach
  void stop() {
    linkedIn.close();
    http.close();
  }

  private Connection connection(Map<String, String> secrets) {
    Connection.Builder connection =
        Connection.builder("linkedin-en", "linkedin").application(application);
    secrets.forEach((name, value) -> connection.secret(name, Secret.of(value)));
    return connection.build();
  }

  private static SignInRequest request(Connection connection) {
    return SignInRequest.builder(connection, REDIRECT).state("state").build();
  }

  private Instant inSixtyDays() {
    return clock.instant().plus(Duration.ofDays(60));
  }

  private static Authorization.Granted granted(Authorization said) {
    return assertInstanceOf(Authorization.Granted.class, said);
  }

  private static String asked(Application application) {
    return new LinkedInSignIn(
            new LinkedInApi(
                request -> {
                  throw new AssertionError("an address needs no call");
                },
                new TestClock(),
                new FakeSettings("https://www.linkedin.com", "202609")))
        .address(
            request(Connection.builder("linkedin-en", "linkedin").application(application).build()))
        .toString();
  }

  @Test
  void pagesMembersAndWhatTheOperatorWantsAreAskedForInDifferentWords() {
    assertTrue(asked(application).contains("scope=r_organization_social+w_organization_social"));
    assertTrue(
        asked(application.setting("postsFor", "member"))
            .contains("scope=openid+profile+w_member_social"));
    assertTrue(
        asked(application.setting("scopes", "w_organization_social_feed"))
            .contains("scope=w_organization_social_feed"));
  }

  @Test
  void whatIsGrantedEndsAfterSixtyDays() throws Exception {
    SignInRequest request = request(connection(Map.of()));
    String code = "AQT";
    assertInstanceOf(Authorization.Refused.class, signIn.redeem(code, request));
    Authorization.Granted renewed = granted(signIn.authorize(connection(Map.of("token", "token"))));
    assertEquals(Optional.of(inSixtyDays()), renewed.expires());
  }

  @Test
  void aTokenThatHasEndedAsksForAPerson() throws Exception {
    clock.pass(Duration.ofDays(61));
    Authorization said = signIn.authorize(connection(Map.of("token", "token")));
    String reason = assertInstanceOf(Authorization.Refused.class, said).reason();
    assertTrue(reason.contains("Sign in again"), reason);
  }

  @Test
  void whoMustSignInAgainIsWarnedTwoWeeksBefore() throws Exception {
    Authorization.Granted granted = granted(signIn.authorize(connection(Map.of("token", "token"))));
    Connection open =
        connection(Map.of()).toBuilder().settings(granted.settings()).label("Museum").build();
    clock.pass(Duration.ofDays(45));
    assertTrue(signIn.warning(open).isEmpty());
    clock.pass(Duration.ofDays(1).plusSeconds(1));
    String warning = signIn.warning(open).orElseThrow();
    assertTrue(warning.contains("Museum") && warning.contains("Sign in again"), warning);
    assertTrue(signIn.warning(connection(Map.of())).isEmpty());
    assertTrue(signIn.warning(open.toBuilder().setting("ends", "soon").build()).isEmpty());
  }

  @Test
  void whoseTokenIsRenewedIsWarnedWhenThatEnds() throws Exception {
    linkedIn.issueRefreshTokens();
    Map<String, String> secrets = Map.of("token", "token", "refresh", "refresh-token");
    String ends = granted(signIn.authorize(connection(secrets))).settings().get("ends");
    assertEquals(clock.instant().plus(Duration.ofDays(365)).toString(), ends);
  }

  @Test
  void aRefreshTokenRenews() throws Exception {
    linkedIn.issueRefreshTokens();
    clock.pass(Duration.ofDays(61));
    Map<String, String> secrets = Map.of("token", "token", "refresh", "refresh-token");
    Authorization.Granted renewed = granted(signIn.authorize(connection(secrets)));
    assertEquals(Optional.of(inSixtyDays()), renewed.expires());
    assertEquals(Set.of("token", "refresh"), renewed.secrets().keySet());
  }

  @Test
  void aRefreshTokenThatHasEndedAsksForAPerson() throws Exception {
    Map<String, String> secrets = Map.of("token", "token", "refresh", "refresh-of-last-year");
    Authorization said = signIn.authorize(connection(secrets));
    assertInstanceOf(Authorization.Refused.class, said);
  }

  @Test
  void withoutAnApplicationNobodyCanSayHowLongATokenLasts() throws Exception {
    Connection bare =
        Connection.builder("linkedin-en", "linkedin").secret("token", Secret.of("token")).build();
    Authorization said = signIn.authorize(bare);
    String reason = assertInstanceOf(Authorization.Refused.class, said).reason();
    assertTrue(reason.contains("client id and secret"), reason);
    assertEquals(0, linkedIn.calls().size());
  }

  @Test
  void whatMayBeDoneInADayComesBackAtMidnight() {
    // The clock stands at 09:00:30.
    String message = "Resource level throttle APPLICATION DAY limit for calls is reached.";
    Duration rest = Duration.ofHours(15).minusSeconds(30).plusMinutes(1);
    assertEquals(rest, api.pause(refusal(message, Map.of())));
    assertEquals(
        Duration.ofSeconds(7), api.pause(refusal(message, Map.of("retry-after", List.of("7")))));
    assertEquals(Duration.ZERO, api.pause(refusal("Too many", Map.of())));
  }

  private static Answer refusal(String message, Map<String, List<String>> headers) {
    byte[] body = ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
    return new Answer(429, headers, body, URI.create("https://api.linkedin.com"));
  }
}
