// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.assistant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.OwnRequest;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.words.LowerCase;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.servlet.Servlet;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletResponse;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.servlets.SlingAllMethodsServlet;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Model Context Protocol (modelcontextprotocol.io, streamable HTTP, one JSON answer a request,
 * no session): an editor's assistant works with the HTTP API in the editor's own name, by the
 * {@link Tools}.
 *
 * <p>A browser cannot be made to send a request here: a form sends no JSON, and whoever sends an
 * {@code Origin} must be this server.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/mcp")
public class McpServlet extends SlingAllMethodsServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(McpServlet.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 200_000;
  private static final String LATEST = "2025-06-18";
  private static final Set<String> VERSIONS = Set.of(LATEST, "2025-03-26");

  private static final int PARSE_ERROR = -32_700;
  private static final int INVALID_REQUEST = -32_600;
  private static final int METHOD_NOT_FOUND = -32_601;
  private static final int INVALID_PARAMS = -32_602;

  private final transient Tokens tokens;

  @Activate
  public McpServlet(@Reference Tokens tokens) {
    this.tokens = tokens;
  }

  /** A request that the protocol does not allow. */
  private static final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    ProtocolException(int code, String message) {
      super(message);
      this.code = code;
    }
  }

  /** The protocol lets a server that sends nothing by itself say so. */
  @Override
  protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response) {
    response.setHeader("Allow", "POST");
    response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
  }

  @Override
  protected void doPost(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    Optional<Refused> refused = refused(request);
    if (refused.isPresent()) {
      JsonServlet.json(response, refused.get().status(), Map.of("error", refused.get().reason()));
      return;
    }
    byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
    if (body.length > LONGEST) {
      JsonServlet.json(
          response,
          HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
          error(null, INVALID_REQUEST, "A request has at most " + LONGEST + " bytes."));
      return;
    }
    JsonNode message;
    try {
      message = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      JsonServlet.json(
          response,
          HttpServletResponse.SC_BAD_REQUEST,
          error(null, PARSE_ERROR, "The body is no JSON."));
      return;
    }
    if (message.isObject() && !message.has("id") && message.has("method")) {
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
      return;
    }
    JsonServlet.json(response, HttpServletResponse.SC_OK, answer(message, request, response));
  }

  private record Refused(int status, String reason) {}

  private static Optional<Refused> refused(SlingHttpServletRequest request) {
    if (new Visitor(request.getResourceResolver()).anonymous()) {
      return Optional.of(new Refused(HttpServletResponse.SC_UNAUTHORIZED, "Log in first."));
    }
    if (!isOwn(request)) {
      return Optional.of(
          new Refused(HttpServletResponse.SC_FORBIDDEN, "Pages of other servers may not ask."));
    }
    String type = LowerCase.of(String.valueOf(request.getContentType()));
    if (!type.split(";", 2)[0].strip().equals("application/json")) {
      return Optional.of(
          new Refused(
              HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, "The body is application/json."));
    }
    String version = request.getHeader("MCP-Protocol-Version");
    if (version != null && !VERSIONS.contains(version)) {
      return Optional.of(
          new Refused(
              HttpServletResponse.SC_BAD_REQUEST,
              "The version of the protocol is not one of " + VERSIONS + "."));
    }
    return Optional.empty();
  }

  /** Whether no page of another server has sent this. */
  private static boolean isOwn(SlingHttpServletRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return true;
    }
    try {
      URI sender = new URI(origin);
      return request.getScheme().equalsIgnoreCase(sender.getScheme())
          && request.getServerName().equalsIgnoreCase(sender.getHost())
          && request.getServerPort() == port(sender);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0
        ? uri.getPort()
        : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  private Map<String, Object> answer(
      JsonNode message, SlingHttpServletRequest request, SlingHttpServletResponse response) {
    JsonNode id = message.path("id");
    try {
      if (!message.isObject()
          || !message.path("jsonrpc").asText().equals("2.0")
          || !(id.isTextual() || id.isNumber())) {
        throw new ProtocolException(INVALID_REQUEST, "This is no request of JSON-RPC 2.0.");
      }
      JsonNode params = message.path("params");
      Object result =
          switch (message.path("method").asText()) {
            case "initialize" -> initialized(params.path("protocolVersion").asText());
            case "ping" -> Map.of();
            case "tools/list" -> Map.of("tools", Tools.described());
            case "tools/call" -> called(params, request, response);
            default ->
                throw new ProtocolException(
                    METHOD_NOT_FOUND, "There is no method " + message.path("method").asText());
          };
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("jsonrpc", "2.0");
      answer.put("id", id);
      answer.put("result", result);
      return answer;
    } catch (ProtocolException e) {
      return error(id.isMissingNode() ? null : id, e.code, String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, Object> initialized(String wanted) {
    return Map.of(
        "protocolVersion",
        VERSIONS.contains(wanted) ? wanted : LATEST,
        "capabilities",
        Map.of("tools", Map.of("listChanged", false)),
        "serverInfo",
        Map.of("name", "smo", "title", "SMO, social media of this site", "version", "0.1"),
        "instructions",
        "Posts of this site on social networks. What you plan waits until a person approves it in"
            + " the console; you cannot approve or send anything.");
  }

  private Object called(
      JsonNode params, SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws ProtocolException {
    String name = params.path("name").asText();
    Tool tool =
        Tools.find(name)
            .orElseThrow(
                () -> new ProtocolException(INVALID_PARAMS, "There is no tool " + name + "."));
    try {
      return asked(tool, tool.parameters(params.path("arguments")), request, response);
    } catch (IllegalArgumentException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (IOException | ServletException | RuntimeException e) {
      LOG.error("The tool {} failed", name, e);
      return failed("This failed inside the server; its log says more.");
    }
  }

  /** What the address answers to the person whose assistant asks. */
  private Object asked(
      Tool tool,
      Map<String, String> parameters,
      SlingHttpServletRequest request,
      SlingHttpServletResponse response)
      throws IOException, ServletException {
    String token = tokens.issue(new Visitor(request.getResourceResolver()).id()).token();
    OwnResponse answer = new OwnResponse(response);
    servlet(request, tool.path())
        .service(
            new OwnRequest(request, tool.changes() ? "POST" : "GET", token, parameters), answer);
    JsonNode content = JSON.readTree(answer.body());
    if (answer.status() != HttpServletResponse.SC_OK) {
      return failed(content.path("error").asText("HTTP " + answer.status()));
    }
    JsonNode essence = Tools.essence(tool, content);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("content", text(JSON.writeValueAsString(essence)));
    result.put("structuredContent", essence);
    result.put("isError", false);
    return result;
  }

  /** The servlet at an address, as a request to it would find it. */
  protected Servlet servlet(SlingHttpServletRequest request, String path) {
    @Nullable Resource address = request.getResourceResolver().getResource(path);
    @Nullable Servlet found = address == null ? null : address.adaptTo(Servlet.class);
    if (found == null) {
      throw new IllegalStateException("nothing answers at " + path);
    }
    return found;
  }

  private static Map<String, Object> failed(String reason) {
    return Map.of("content", text(reason), "isError", true);
  }

  private static List<Map<String, String>> text(String text) {
    return List.of(Map.of("type", "text", "text", text));
  }

  private static Map<String, Object> error(@Nullable JsonNode id, int code, String message) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jsonrpc", "2.0");
    answer.put("id", id);
    answer.put("error", Map.of("code", code, "message", message));
    return answer;
  }
}
