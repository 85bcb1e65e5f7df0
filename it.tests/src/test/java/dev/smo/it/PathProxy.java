// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A reverse proxy that serves a CMS below a path, as people set them up: it takes the path away
 * from requests, puts it into redirects that begin with a slash or name the CMS, and tells in
 * headers what the browser asked for. It leaves content alone. Sling CMS itself works at the root
 * of a host only, so that is passed on as well.
 */
final class PathProxy implements AutoCloseable {
  private static final String PATH = "/cms-author";

  /** Of one connection, or set by the client itself. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final URI cms;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> outside = new CopyOnWriteArrayList<>();

  PathProxy(URI cms) throws IOException {
    this.cms = cms;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The address of a path of the CMS. */
  URI uri(String path) {
    return URI.create("http://" + host() + PATH + path);
  }

  private String host() {
    return "localhost:" + server.getAddress().getPort();
  }

  /** What was asked for at the root, but by pages at the root. */
  List<String> outside() {
    return outside;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = exchange.getRequestURI().toString();
      boolean below = asked.startsWith(PATH + "/");
      if (!below && !isFromOutside(exchange)) {
        outside.add(asked);
      }
      String path = below ? PATH : "";
      HttpResponse<byte[]> answer = ask(exchange, path, asked.substring(path.length()));
      Headers headers = exchange.getResponseHeaders();
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (passedOn(name)) {
                  headers.put(name, values.stream().map(value -> back(name, value, path)).toList());
                }
              });
      byte[] body = answer.body();
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange, String path, String rest)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(cms.resolve(rest))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (passedOn(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    request.header("X-Forwarded-Proto", "http");
    request.header("X-Forwarded-Host", host());
    request.header("X-Forwarded-Prefix", path);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Whether a page at the root asks, such as the one to which the CMS's own log-in leads. */
  private boolean isFromOutside(HttpExchange exchange) {
    String from = Objects.toString(exchange.getRequestHeaders().getFirst("Referer"), "");
    return from.startsWith("http://" + host() + "/") && !from.startsWith(uri("/").toString());
  }

  private static boolean passedOn(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !lower.startsWith(":") && !NOT_PASSED_ON.contains(lower);
  }

  private String back(String name, String value, String path) {
    if (!name.equalsIgnoreCase("Location")) {
      return value;
    }
    String at = value.startsWith(cms.toString()) ? value.substring(cms.toString().length()) : value;
    return at.startsWith("/") ? "http://" + host() + path + at : value;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
