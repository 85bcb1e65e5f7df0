// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.outbound.Outbound;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.outbound.http.RawServer;
import dev.smo.web.WebAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Somebody else's site on a real socket: shows what a test puts there, takes webmentions. */
final class Neighbour implements AutoCloseable {
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final RawServer server =
      new RawServer(
          (request, socket) -> {
            String[] line = request.split(" ", 3);
            String answer = answers.get(line[0] + " " + line[1]);
            if (answer == null) {
              answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
            }
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
          });

  /** A client that may speak to these sites only. */
  static Outbound outbound(Neighbour... sites) {
    return HttpOutbound.allowing(
        Stream.of(sites).map(site -> site.server.host()).toArray(String[]::new));
  }

  URI uri(String path) {
    return server.uri(path);
  }

  WebAddress address(String path) {
    return WebAddress.of(uri(path)).orElseThrow();
  }

  void shows(String path, String html) {
    answers("GET", path, 200, "Content-Type: text/html; charset=utf-8", html);
  }

  void answers(String method, String path, int status, String headers, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String head = headers.isEmpty() ? "" : headers + "\r\n";
    answers.put(
        method + " " + path,
        "HTTP/1.1 "
            + status
            + " Said\r\n"
            + head
            + "Content-Length: "
            + length
            + "\r\n\r\n"
            + body);
  }

  /** A page with an endpoint that answers so. */
  void takesWebmentions(String page, int status) {
    answers("GET", page, 200, "Link: </mentions?to=1>; rel=webmention", "");
    answers("POST", "/mentions?to=1", status, "", "");
  }

  void hides(String path) {
    answers.remove("GET " + path);
  }

  /** The notices it got: source and target, separated by a space. */
  List<String> notices() {
    return server.requests().stream()
        .filter(request -> request.startsWith("POST "))
        .map(request -> request.substring(request.indexOf("\r\n\r\n") + 4))
        .map(form -> form.replace("source=", "").replace("&target=", " "))
        .map(form -> URLDecoder.decode(form, StandardCharsets.UTF_8))
        .toList();
  }

  List<String> requests() {
    return server.requests();
  }

  @Override
  public void close() {
    server.close();
  }
}
