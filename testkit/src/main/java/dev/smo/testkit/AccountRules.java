// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Conversations;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Field;
import dev.smo.connector.Insights;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciler;
import dev.smo.connector.ReplyModerator;
import dev.smo.connector.Responder;
import dev.smo.connector.Retractor;
import dev.smo.connector.Shape;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verifier;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about the network's description and about access to an account. */
abstract class AccountRules extends Scene {
  private static final URI REDIRECT = URI.create("https://cms.example.org/bin/smo/signin?a=b&c=d");

  @Test
  void r28NetworkDescribesItself() {
    Network described = connector.network();
    assertEquals(connection().network(), described.name());
    assertFalse(described.label().isBlank(), "no label");
    for (List<Field> fields :
        List.of(
            described.connectionFields(), described.postFields(), described.applicationFields())) {
      Set<String> names = new HashSet<>();
      for (Field field : fields) {
        assertTrue(names.add(field.name()), () -> "two fields have the name " + field.name());
        assertFalse(field.label().isBlank(), () -> field + " has no label");
        assertFalse(
            field.kind() == Field.Kind.CHOICE && !field.isLoaded() && field.choices().isEmpty(),
            () -> field + " has no choices");
        assertFalse(
            field.mandatory() && field.help().isBlank(),
            () -> field + " does not say what to enter");
      }
    }
    assertEquals(List.of(), network.calls());
    Limits limits = connector.limits(connection());
    assertTrue(Arrays.stream(Shape.values()).anyMatch(limits::takes), "takes posts of no shape");
    assertFalse(
        connector instanceof Insights && described.metrics().isEmpty(), "counts no metrics");
  }

  @Test
  void r30PageToSignInOnIsToldAllThatComesBack() throws Exception {
    SignIn signIn = having(SignIn.class);
    SignInRequest request = signingIn();
    URI address = signIn.address(request);
    Collection<String> told = network.told(address).values();
    assertTrue(told.contains(request.state()), "the page is not told the state");
    assertTrue(told.contains(request.challenge()), "the page is not told the challenge");
    assertTrue(told.contains(REDIRECT.toString()), "the page is not told where to come back to");
    assertFalse(
        address.toString().contains(request.verifier().open()), "the page is told the verifier");
  }

  @Test
  void r31SigningInGrantsWhatWorksAndNeverShows() throws Exception {
    SignIn signIn = having(SignIn.class);
    SignInRequest request = signingIn();
    try (Output output = Output.capture()) {
      String code = network.agree(signIn.address(request));
      assertGranted(signIn.redeem(code, request), output);
    }
    network.failAlways(new Fault.Unauthorised());
    assertInstanceOf(Authorization.Refused.class, signIn.redeem("no-code", request));
  }

  @Test
  void r32RenewalGrantsRefusesOrWaits() throws Exception {
    Authorizer authorizer = having(Authorizer.class);
    try (Output output = Output.capture()) {
      assertGranted(authorizer.authorize(connection()), output);
    }
    network.failAlways(new Fault.Unauthorised());
    assertInstanceOf(Authorization.Refused.class, authorizer.authorize(connection()));
    network.failAlways(new Fault.RateLimited(Duration.ofSeconds(120)));
    Authorization said = authorizer.authorize(connection());
    long pause = assertInstanceOf(Authorization.Later.class, said).after().toSeconds();
    assertTrue(pause >= 110 && pause <= 130, "waits " + pause + " s instead of 120");
    network.failAlways(new Fault.ServerError(502));
    try {
      assertInstanceOf(Authorization.Later.class, authorizer.authorize(connection()));
    } catch (IOException e) {
      // Counts as Later.
    }
  }

  @Test
  void r33WhatIsMissingIsSaidAndNotThrown() throws Exception {
    Connection full = connection();
    Connection bare =
        Connection.builder(full.id(), full.network())
            .endpoint(full.endpoint().orElse(null))
            .build();
    Outcome outcome = connector.publish(builder(bare).build());
    assertTrue(
        outcome instanceof Outcome.Unauthorised || outcome instanceof Outcome.Rejected,
        outcome::toString);
    if (connector instanceof Verifier verifier) {
      assertNotNull(verifier.verify(bare));
    }
    assertEquals(List.of(), network.posts());
    RemotePost out = published(publish("second"));
    if (connector instanceof Editor editor) {
      assertNothingDone(editor.edit(out, builder(bare).build()));
    }
    if (connector instanceof Retractor retractor) {
      assertNothingDone(retractor.retract(out, bare));
    }
    if (connector instanceof Responder) {
      Post answer = Post.builder("It is open").inReplyTo(out).build();
      assertNothingDone(connector.publish(Delivery.builder("answer", bare, answer).build()));
    }
    asksWithoutSecrets(out, bare);
  }

  private void asksWithoutSecrets(RemotePost out, Connection bare) throws InterruptedException {
    Delivery delivery = builder(bare).build();
    List<Asking> questions = new ArrayList<>();
    if (connector instanceof Reconciler reconciler) {
      questions.add(() -> assertNotNull(reconciler.find(delivery)));
    }
    if (connector instanceof ReplyModerator moderator) {
      questions.add(() -> assertNotNull(moderator.hide(out, bare)));
      questions.add(() -> assertNotNull(moderator.show(out, bare)));
    }
    if (connector instanceof Responder responder) {
      questions.add(() -> assertNotNull(responder.opening(out, bare)));
    }
    if (connector instanceof Insights insights) {
      questions.add(() -> assertNotNull(insights.engagement(out, bare)));
    }
    if (connector instanceof Conversations conversations) {
      questions.add(() -> assertNotNull(conversations.replies(out, bare)));
    }
    for (Asking question : questions) {
      try {
        question.ask();
      } catch (IOException e) {
        // What everybody may read needs no secret; else this says it.
      }
    }
  }

  @FunctionalInterface
  private interface Asking {
    void ask() throws IOException, InterruptedException;
  }

  private static void assertNothingDone(Outcome outcome) {
    assertTrue(
        outcome instanceof Outcome.Unauthorised || outcome instanceof Outcome.Rejected,
        outcome::toString);
  }

  @Test
  void r39WhatAPersonEntersIsEnough() throws Exception {
    Connection full = connection();
    Connection.Builder entered =
        Connection.builder(full.id(), full.network())
            .endpoint(full.endpoint().orElse(null))
            .application(full.application());
    boolean secrets = false;
    for (Field field : connector.network().connectionFields()) {
      if (field.secret()) {
        secrets |= full.secret(field.name()).isPresent();
        full.secret(field.name()).ifPresent(secret -> entered.secret(field.name(), secret));
      } else {
        full.setting(field.name()).ifPresent(value -> entered.setting(field.name(), value));
      }
    }
    assumeTrue(secrets, "nobody enters a secret");
    Connection connection = entered.build();
    if (connector instanceof Authorizer authorizer) {
      Authorization said = authorizer.authorize(connection);
      var granted = assertInstanceOf(Authorization.Granted.class, said, "a token is refused");
      connection =
          connection.toBuilder().settings(granted.settings()).secrets(granted.secrets()).build();
    }
    assertInstanceOf(Outcome.Published.class, connector.publish(builder(connection).build()));
  }

  private Delivery.Builder builder(Connection connection) {
    return Delivery.builder("delivery", connection, post("first").build());
  }

  private SignInRequest signingIn() throws Exception {
    Connection full = connection();
    Connection unknown =
        Connection.builder(full.id(), full.network())
            .endpoint(full.endpoint().orElse(null))
            .application(full.application())
            .settings(typedIn(full))
            .build();
    String verifier = "verifier-" + SECRET + "-of-at-least-43-characters";
    return SignInRequest.builder(unknown, REDIRECT)
        .state("a state & more")
        .proof(Secret.of(verifier), Pkce.challenge(verifier))
        .issuer(network.issuer())
        .build();
  }

  /** What a person enters who signs in then. */
  private Map<String, String> typedIn(Connection full) {
    Map<String, String> typed = new HashMap<>();
    for (Field field : connector.network().connectionFields()) {
      full.setting(field.name()).ifPresent(value -> typed.put(field.name(), value));
    }
    return typed;
  }

  private void assertGranted(Authorization said, Output output)
      throws IOException, InterruptedException {
    var granted = assertInstanceOf(Authorization.Granted.class, said);
    assertFalse(granted.secrets().isEmpty(), "grants no secret");
    assertTrue(
        granted.secrets().keySet().stream().allMatch(name -> name.matches("[A-Za-z]\\w{0,62}")),
        "names of secrets have letters and digits only");
    Connection open =
        connection().toBuilder().settings(granted.settings()).secrets(granted.secrets()).build();
    for (String shown : List.of(granted.settings().toString(), granted + "", output.text())) {
      assertFalse(leaks(shown) || !open.redact(shown).equals(shown), "shows what was granted");
    }
    Stream<Field> fields = connector.network().connectionFields().stream();
    assertTrue(
        fields
            .filter(Field::secret)
            .noneMatch(field -> granted.settings().containsKey(field.name())),
        "grants a secret as a setting");
    assertInstanceOf(Outcome.Published.class, connector.publish(builder(open).build()));
  }
}
