// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.repository.Repository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class TokensTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private Repository repository;
  private String token;

  @BeforeEach
  void issueAToken() throws PersistenceException {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
    repository = new Repository(context.getService(ResourceResolverFactory.class));
    token = tokensAt(NOON).issue("jane").token();
  }

  @Test
  void holdsForTheOneItWasIssuedTo() {
    assertTrue(tokensAt(NOON).valid(token, "jane"));
    assertFalse(tokensAt(NOON).valid(token, "joe"));
  }

  @Test
  void holdsOnEveryNodeAndAfterARestart() {
    assertTrue(tokensAt(NOON.plus(Duration.ofMinutes(59))).valid(token, "jane"));
  }

  @Test
  void ends() {
    assertFalse(tokensAt(NOON.plus(Tokens.LIFE)).valid(token, "jane"));
  }

  @Test
  void cannotBeMadeToLastLonger() {
    String later =
        NOON.plus(Duration.ofDays(9)).getEpochSecond() + token.substring(token.indexOf('.'));
    assertFalse(tokensAt(NOON).valid(later, "jane"));
  }

  @Test
  void isNothingThatSomebodyMadeUp() {
    for (String made : new String[] {null, "", ".", "1.", "x.y", "99999999999999999999.a"}) {
      assertFalse(tokensAt(NOON).valid(made, "jane"), made);
    }
    assertFalse(tokensAt(NOON).valid(Long.MAX_VALUE + "." + "a".repeat(43), "jane"));
  }

  private Tokens tokensAt(Instant time) {
    return new Tokens(repository, Clock.fixed(time, ZoneOffset.UTC));
  }
}
