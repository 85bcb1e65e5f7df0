// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.assistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.FormRequest;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an assistant may do; that it does so on a real server is in {@code AssistantIT}. */
@ExtendWith(SlingContextExtension.class)
class McpServletTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final Map<String, String> headers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private String type = "application/json";
  private int status;
  private ConsoleFixture console;
  private McpServlet servlet;

  /** Says who asked for what; people who are not Jane may change nothing. */
  private final class Echo extends JsonServlet {
    private static final long serialVersionUID = 1L;

    Echo() {
      super(console.tokens);
    }

    @Override
    protected Object show(SlingHttpServletRequest request, Visitor visitor) {
      return said("GET", request, visitor);
    }

    @Override
    protected Object change(SlingHttpServletRequest request, Visitor visitor) {
      if (!visitor.id().equals("jane")) {
        throw Refusal.forbidden("You may not change this page.");
      }
      return said("POST", request, visitor);
    }

    private Object said(String method, SlingHttpServletRequest request, Visitor visitor) {
      Map<String, String> parameters = new TreeMap<>();
      request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
      asked.add(method + " " + visitor.id() + " " + parameters);
      return Map.of("posts", List.of(), "options", Map.of(), "results", List.of());
    }
  }

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context).as("jane");
    servlet =
        new McpServlet(console.tokens) {
          private static final long serialVersionUID = 1L;

          @Override
          protected Servlet servlet(SlingHttpServletRequest request, String path) {
            asked.add(path);
            return new Echo();
          }
        };
  }

  private JsonNode send(String body) throws Exception {
    FormRequest request = console.request("POST");
    request.setContent(body.getBytes(StandardCharsets.UTF_8));
    request.setContentType(type);
    headers.forEach(request::setHeader);
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    servlet.service(request, response);
    status = response.getStatus();
    ConsoleFixture.hold(servlet, request, response);
    String answer = response.getOutputAsString();
    return answer.isEmpty() ? JSON.missingNode() : JSON.readTree(answer);
  }

  private JsonNode ask(String method, Object params) throws Exception {
    return send(
        JSON.writeValueAsString(
            Map.of("jsonrpc", "2.0", "id", 7, "method", method, "params", params)));
  }

  private JsonNode use(String tool, Map<String, Object> arguments) throws Exception {
    return ask("tools/call", Map.of("name", tool, "arguments", arguments)).path("result");
  }

  @Test
  void aSessionBeginsWithTheVersionThatBothSpeak() throws Exception {
    JsonNode old = ask("initialize", Map.of("protocolVersion", "2025-03-26"));
    assertEquals("2025-03-26", old.path("result").path("protocolVersion").asText());
    assertEquals(7, old.path("id").asInt());
    JsonNode unknown = ask("initialize", Map.of("protocolVersion", "1999-01-01"));
    assertEquals("2025-06-18", unknown.path("result").path("protocolVersion").asText());
    send("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}");
    assertEquals(202, status);
  }

  @Test
  void eachToolSaysWhatItTakesAndWhetherItChangesAnything() throws Exception {
    JsonNode tools = ask("tools/list", Map.of()).path("result").path("tools");
    assertEquals(6, tools.size());
    for (JsonNode tool : tools) {
      assertEquals("object", tool.path("inputSchema").path("type").asText(), tool::toString);
      assertFalse(tool.path("description").asText().isEmpty(), tool::toString);
      assertTrue(tool.path("annotations").has("readOnlyHint"), tool::toString);
    }
  }

  @Test
  void aToolAsksInTheNameOfThePersonAndGivesWhatMatters() throws Exception {
    JsonNode result = use("list_posts", Map.of("state", "HELD", "q", "Grüße"));
    assertEquals(List.of("/bin/smo/posts", "GET jane {q=Grüße, state=HELD}"), asked);
    assertFalse(result.path("isError").asBoolean());
    assertEquals("{\"posts\":[]}", result.path("structuredContent").toString());
    assertEquals("{\"posts\":[]}", result.path("content").path(0).path("text").asText());
  }

  @Test
  void whatIsPlannedWaitsForApprovalWhateverTheAssistantSays() throws Exception {
    use("ask_for_approval", Map.of("page", "/p", "connections", "a,b", "text", "Hi"));
    assertEquals(
        "POST jane {action=plan, approval=true, connections=a,b, page=/p, proposal=true, text.a=Hi,"
            + " text.b=Hi}",
        asked.get(1));
    for (String own : new String[] {"approval", "action", "proposal"}) {
      JsonNode refused =
          use("ask_for_approval", Map.of("page", "/p", "connections", "a", own, "false"));
      assertTrue(refused.path("isError").asBoolean(), refused::toString);
    }
    assertEquals(2, asked.size());
  }

  @Test
  void noToolApprovesSendsTakesBackOrChangesWhatAPersonDecided() {
    for (Map<String, Object> described : Tools.described()) {
      Tool tool = Tools.find(described.get("name").toString()).orElseThrow();
      boolean harmless =
          !tool.changes()
              || tool.fixed().equals(Map.of("action", "save", "proposal", "true"))
              || tool.fixed()
                  .equals(Map.of("action", "plan", "approval", "true", "proposal", "true"));
      assertTrue(harmless, tool.name());
    }
  }

  @Test
  void whatThePersonMayNotDoTheAssistantMayNot() throws Exception {
    console.as("joe");
    JsonNode result =
        use("propose_words", Map.of("page", "/p", "connections", "a", "text", "Hello"));
    assertTrue(result.path("isError").asBoolean());
    assertEquals(
        "You may not change this page.", result.path("content").path(0).path("text").asText());
    console.asStranger();
    ask("tools/list", Map.of());
    assertEquals(401, status);
  }

  @Test
  void pagesOfOtherServersCannotAsk() throws Exception {
    headers.put("Origin", "https://evil.example");
    ask("tools/list", Map.of());
    assertEquals(403, status);
    headers.put("Origin", "null");
    ask("tools/list", Map.of());
    assertEquals(403, status);
    headers.put("Origin", "http://localhost");
    ask("tools/list", Map.of());
    assertEquals(200, status);
    headers.clear();
    type = "text/plain";
    ask("tools/list", Map.of());
    assertEquals(415, status, "a form of another page can send this without asking");
  }

  @Test
  void whatIsNoRequestIsRefusedAndNothingIsDone() throws Exception {
    send("{");
    assertEquals(400, status);
    send("\"" + "x".repeat(200_001) + "\"");
    assertEquals(413, status);
    assertEquals(-32_600, send("[]").path("error").path("code").asInt());
    assertEquals(-32_600, send("").path("error").path("code").asInt());
    assertEquals(-32_601, ask("resources/list", Map.of()).path("error").path("code").asInt());
    JsonNode unknown = ask("tools/call", Map.of("name", "approve"));
    assertEquals(-32_602, unknown.path("error").path("code").asInt());
    JsonNode missing = use("show_post", Map.of());
    assertEquals(
        "The argument id is missing.", missing.path("content").path(0).path("text").asText());
    JsonNode list = use("show_post", Map.of("id", List.of("a")));
    assertTrue(list.path("isError").asBoolean(), list::toString);
    headers.put("MCP-Protocol-Version", "1999-01-01");
    ask("ping", Map.of());
    assertEquals(400, status);
    assertEquals(List.of(), asked);
  }
}
