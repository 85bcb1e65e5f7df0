// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.outbound.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphErrorTest {
  private static GraphError of(int status, String body) {
    return GraphError.of(
        new Answer(
            status,
            Map.of(),
            body.getBytes(StandardCharsets.UTF_8),
            URI.create("https://graph.facebook.com")));
  }

  private static GraphError of(int code, int subcode, boolean passing, String message) {
    return of(
        400,
        """
        {"error":{"code":%d,"error_subcode":%d,"is_transient":%s,"message":"%s"}}\
        """
            .formatted(code, subcode, passing, message));
  }

  @ParameterizedTest
  @CsvSource({
    "4, 0, true, THROTTLED",
    "17, 2446079, true, THROTTLED",
    "32, 0, true, THROTTLED",
    "341, 0, false, THROTTLED",
    "613, 0, false, THROTTLED",
    "80001, 0, false, THROTTLED",
    "100, 1390008, false, THROTTLED",
    "190, 463, false, ACCESS",
    "190, 0, false, ACCESS",
    "102, 0, false, ACCESS",
    "10, 0, false, ACCESS",
    "200, 0, false, ACCESS",
    "299, 0, false, ACCESS",
    "100, 492, false, ACCESS",
    "506, 0, false, DUPLICATE",
    "100, 1366051, false, DUPLICATE",
    "100, 1609005, false, LINK_UNREAD",
    "1609005, 0, false, LINK_UNREAD",
    "1, 99, false, UNKNOWN",
    "2, 0, true, UNKNOWN",
    "100, 0, true, UNKNOWN",
    "100, 33, false, MISSING",
    "100, 0, false, REFUSED",
    "100, 1404078, false, ACCESS",
    "100, 4854002, false, ACCESS",
    "2635, 0, false, ACCESS",
    "24, 4279009, false, NOT_READY",
    "9007, 2207027, false, NOT_READY",
    "24, 2207006, false, NOT_READY",
    "100, 2207008, false, NOT_READY",
    "-2, 2207003, false, LINK_UNREAD",
    "9004, 2207052, false, LINK_UNREAD",
    "-1, 2207082, false, LINK_UNREAD",
    "9, 2207082, false, LINK_UNREAD",
    "36003, 2207009, false, REFUSED",
    "9, 2207042, false, THROTTLED",
    "1, 4279013, false, ACCESS",
    "4, 2207051, false, ACCESS",
    "9, 2207051, false, ACCESS",
    "25, 2207050, false, ACCESS",
    "80000, 0, false, THROTTLED",
    "80002, 0, false, THROTTLED",
    "80014, 0, false, THROTTLED",
    "80015, 0, false, REFUSED",
    "80002, 2446079, false, THROTTLED",
    "-1, 2207001, false, UNKNOWN",
    "-1, 2207032, false, UNKNOWN",
    "-1, 2207053, false, UNKNOWN",
    "-1, 0, false, UNKNOWN",
    "-2, 0, false, UNKNOWN",
    "-1, 2207999, false, REFUSED",
    "-2, 2207020, false, NOT_READY",
    "368, 0, false, ACCESS"
  })
  void aCodeTellsWhetherTheCallWasExecuted(
      int code, int subcode, boolean passing, GraphError.Kind kind) {
    assertEquals(kind, of(code, subcode, passing, "Message").kind());
  }

  @Test
  void aBlockThatSaysAlreadyIsADuplicate() {
    String message = "The status you are trying to publish was already posted";
    assertEquals(GraphError.Kind.DUPLICATE, of(368, 0, false, message).kind());
  }

  @Test
  void whatIsNoneOfTheGraphApisTellsNothing() {
    assertEquals(GraphError.Kind.UNKNOWN, of(400, "<html>Sorry</html>").kind());
    assertEquals(GraphError.Kind.UNKNOWN, of(502, "").kind());
    assertEquals(GraphError.Kind.THROTTLED, of(429, "").kind());
    assertEquals(
        GraphError.Kind.UNKNOWN, of(500, "{\"error\":{\"code\":100,\"message\":\"x\"}}").kind());
  }

  @Test
  void theReasonIsWhatFacebookMeansForPeopleAndTheCodes() {
    GraphError error =
        of(
            400,
            """
            {"error":{"code":100,"error_subcode":5,"message":"(#100)","error_user_msg":"Too big"}}\
            """);
    assertEquals("Too big (100/5)", error.reason());
    assertTrue(of(502, "").reason().contains("502"));
  }
}
