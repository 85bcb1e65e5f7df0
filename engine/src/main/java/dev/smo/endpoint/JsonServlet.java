// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.delivery.Decisions;
import dev.smo.web.Utf8Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletResponse;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.servlets.SlingAllMethodsServlet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers in JSON. Strangers are refused, a change needs a token, and what goes wrong is told as
 * {@code {"error": "..."}} with a status that says whose fault it is.
 */
public abstract class JsonServlet extends SlingAllMethodsServlet {
  /** Header of a request that changes something. */
  public static final String TOKEN_HEADER = "X-SMO-Token";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(JsonServlet.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final transient Tokens tokens;

  protected JsonServlet(Tokens tokens) {
    this.tokens = tokens;
  }

  /** In place of JSON: sends a browser to a path of this server. */
  public record Elsewhere(String path) {}

  /** In place of JSON: a page for a person whose browser shows the answer; it loads styles only. */
  public record Html(String page) {}

  /** In place of JSON: a file to keep. Its name is of letters, digits, dots and hyphens. */
  public record Download(String name, String type, byte[] content) {}

  /** JSON, and cookies with it. */
  public record WithCookies(List<String> cookies, Object content) {}

  /** What a GET shows; becomes JSON. */
  protected abstract Object show(SlingHttpServletRequest request, Visitor visitor);

  /** Makes the change that a POST asks for; gives what to show, which becomes JSON. */
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    throw Refusal.notFound("There is nothing to change here.");
  }

  /** What shows a failure, for a person; becomes JSON. */
  protected Object failed(SlingHttpServletRequest request, String reason) {
    return Map.of("error", reason);
  }

  @Override
  protected final void doGet(SlingHttpServletRequest sent, SlingHttpServletResponse response)
      throws IOException {
    SlingHttpServletRequest request = decoded(sent);
    Visitor visitor = new Visitor(request.getResourceResolver());
    answer(request, response, visitor, () -> show(request, visitor));
  }

  @Override
  protected final void doPost(SlingHttpServletRequest sent, SlingHttpServletResponse response)
      throws IOException {
    SlingHttpServletRequest request = decoded(sent);
    Visitor visitor = new Visitor(request.getResourceResolver());
    answer(
        request,
        response,
        visitor,
        () -> {
          if (!tokens.valid(request.getHeader(TOKEN_HEADER), visitor.id())) {
            throw Refusal.forbidden(
                "The header " + TOKEN_HEADER + " is missing, wrong or too old. Get a new token.");
          }
          return change(request, visitor);
        });
  }

  private static SlingHttpServletRequest decoded(SlingHttpServletRequest sent) {
    return sent instanceof OwnRequest ? sent : new Utf8Request(sent);
  }

  /** A parameter that must be there. */
  public static String required(SlingHttpServletRequest request, String name) {
    String value = request.getParameter(name);
    if (value == null || value.isBlank()) {
      throw Refusal.badRequest("The parameter " + name + " is missing.");
    }
    return value.strip();
  }

  private void answer(
      SlingHttpServletRequest request,
      SlingHttpServletResponse response,
      Visitor visitor,
      Supplier<Object> content)
      throws IOException {
    try {
      if (visitor.anonymous()) {
        throw Refusal.unknownPerson();
      }
      send(response, HttpServletResponse.SC_OK, content.get());
    } catch (Refusal e) {
      send(response, e.status(), failed(request, e.reason()));
    } catch (Decisions.NotPossibleException e) {
      String reason = String.valueOf(e.getMessage());
      send(response, HttpServletResponse.SC_CONFLICT, failed(request, reason));
    } catch (RuntimeException | Error e) {
      // A container would show its words, which may hold a secret, to whoever asked.
      LOG.error("The console could not answer", e);
      String reason = "This failed inside the server; its log says more.";
      send(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, failed(request, reason));
      if (e instanceof OutOfMemoryError memory) {
        throw memory;
      }
    }
  }

  /** Most characters of words that a person writes. */
  public static final int LONGEST_TEXT = 50_000;

  /** Words that are no longer than anybody needs. */
  public static String limited(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw Refusal.badRequest("The text is longer than " + LONGEST_TEXT + " characters.");
    }
    return text;
  }

  /** What makes one wish one, however often it arrives. */
  public static String wishToken(SlingHttpServletRequest request) {
    String token = required(request, "token");
    if (!token.matches("[A-Za-z0-9-]{8,64}")) {
      throw Refusal.badRequest("The token is 8 to 64 letters, digits and hyphens.");
    }
    return token;
  }

  /** Something for which a person waits while a network is asked. */
  public interface Waiting<T> {
    T result() throws InterruptedException;
  }

  public static <T> T patiently(Waiting<T> work) {
    try {
      return work.result();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.conflict("The server is stopping. Try again later.");
    }
  }

  private static void send(SlingHttpServletResponse response, int status, Object content)
      throws IOException {
    if (content instanceof Elsewhere elsewhere) {
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("Referrer-Policy", "no-referrer");
      response.setHeader("Location", elsewhere.path());
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    } else if (content instanceof Html html) {
      response.setHeader("Referrer-Policy", "no-referrer");
      response.setHeader("Content-Security-Policy", POLICY);
      write(response, status, "text/html", html.page());
    } else if (content instanceof Download file) {
      response.setHeader("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
      write(response, status, file.type(), file.content());
    } else if (content instanceof WithCookies with) {
      with.cookies().forEach(cookie -> response.addHeader("Set-Cookie", cookie));
      send(response, status, with.content());
    } else {
      json(response, status, content);
    }
  }

  /** Answers in JSON that nobody keeps. */
  public static void json(SlingHttpServletResponse response, int status, Object content)
      throws IOException {
    write(response, status, "application/json", JSON.writeValueAsString(content));
  }

  private static void write(
      SlingHttpServletResponse response, int status, String type, String content)
      throws IOException {
    write(response, status, type + ";charset=UTF-8", content.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(SlingHttpServletResponse response, int status, String type, byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
