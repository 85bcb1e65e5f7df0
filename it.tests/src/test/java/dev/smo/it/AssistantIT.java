// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An assistant that works over the Model Context Protocol in the name of a person. */
@OnSlingCms
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssistantIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONNECTION = "it-assistant";

  private final Cms cms;

  AssistantIT(Cms cms) {
    this.cms = cms;
  }

  @AfterAll
  void leaveNothingThatOthersMeet() {
    cms.callOff(CONNECTION);
  }

  private JsonNode ask(String method, Object params) throws IOException {
    String request =
        JSON.writeValueAsString(
            Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
    var answer = cms.admin().postJson(cms.uri("/bin/smo/mcp"), request);
    assertEquals(200, answer.statusCode(), answer.body());
    return Http.parse(answer.body()).path("result");
  }

  private JsonNode use(String tool, Map<String, String> arguments) throws IOException {
    JsonNode result = ask("tools/call", Map.of("name", tool, "arguments", arguments));
    assertFalse(result.path("isError").asBoolean(true), result::toString);
    return result.path("structuredContent");
  }

  @Test
  void whatAnAssistantPlansWaitsForAPerson() throws IOException {
    cms.connect(Map.of("id", CONNECTION, "network", "sandbox", "settings.fault", "none"));
    TestSite site = cms.site("assistant", Map.of("burstLimit", "0", "burstLimit@TypeHint", "Long"));
    String page = site.published("spring", "Spring as an assistant sees it");

    JsonNode server = ask("initialize", Map.of("protocolVersion", "2025-06-18"));
    assertEquals("smo", server.path("serverInfo").path("name").asText(), server::toString);
    JsonNode preview = use("what_would_be_posted", Map.of("page", page)).path("preview");
    assertEquals(page, preview.path("page").path("path").asText(), preview::toString);
    use("show_calendar", Map.of("from", "2026-12-01", "to", "2026-12-02"));
    Map<String, String> wish =
        Map.of("page", page, "connections", CONNECTION, "text", "Grüße: {title} {url}");
    JsonNode planned = use("ask_for_approval", wish).path("results").path(0);
    assertEquals("AWAITING_APPROVAL", planned.path("state").asText(), planned::toString);

    JsonNode found = use("list_posts", Map.of("state", "AWAITING_APPROVAL", "q", "Grüße"));
    assertTrue(found.toString().contains(planned.path("id").asText()), found::toString);
    JsonNode shown = use("show_post", Map.of("id", planned.path("id").asText()));
    assertTrue(
        shown.path("posts").path(0).path("text").asText().startsWith("Grüße: Spring"),
        shown::toString);
    assertEquals(
        planned.path("id"),
        use("ask_for_approval", wish).path("results").path(0).path("id"),
        "the same wish twice is one post");
  }

  /** The client of those who wrote the protocol: what it expects of a server, we did not choose. */
  @Test
  void theClientOfTheProtocolsOwnSdkListsPlansAndIsToldWhatIsWrong() {
    cms.connect(Map.of("id", CONNECTION, "network", "sandbox", "settings.fault", "none"));
    TestSite site = cms.site("sdk", Map.of("burstLimit", "0", "burstLimit@TypeHint", "Long"));
    String page = site.published("summer", "Summer as another client sees it");
    String steps =
        Program.output(
            SlingCms.PROJECT.resolve("it.tests/readers"),
            "node",
            "mcp.mjs",
            cms.uri("/bin/smo/mcp").toString(),
            page,
            CONNECTION);
    assertTrue(steps.contains("ok  a stranger cannot connect"), steps);
    JsonNode post = cms.awaitPost(page, CONNECTION, "AWAITING_APPROVAL");
    assertTrue(post.path("text").asText().startsWith("By the SDK: Summer"), post::toString);
  }

  @Test
  void strangersHaveNoAssistant() {
    String request = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}";
    assertEquals(401, Http.stranger().postJson(cms.uri("/bin/smo/mcp"), request).statusCode());
  }
}
