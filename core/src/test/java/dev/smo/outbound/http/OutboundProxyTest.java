// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the public internet lies behind a proxy; ours here is a real one, on a real socket. */
class OutboundProxyTest {
  /** A name that nobody but the proxy knows. */
  private static final String PUBLIC = "network.test";

  static HttpOutbound through(String proxy, String... privateHosts) {
    return new HttpOutbound(
        new AddressRules(privateHosts, /* http= */ true, proxy), Duration.ofSeconds(10));
  }

  /** A proxy all of whose tunnels end at one server. */
  static RawServer proxyTo(int port) {
    return new RawServer(
        (request, client) -> {
          try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client
                .getOutputStream()
                .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread back = new Thread(() -> copy(target, client));
            back.start();
            copy(client, target);
            back.join();
          }
        });
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One side is through, and so is the tunnel.
    }
  }

  @Test
  void aPublicHostIsReachedThroughATunnelAndTlsIsAgreedOnWithItself(@TempDir Path folder)
      throws Exception {
    assertEquals(
        "200 POST /posts HTTP/1.1 through CONNECT network.test:443 HTTP/1.1",
        TlsJvm.run(folder, PUBLIC, OutboundProxyTest.class));
  }

  /** Posts to a TLS server through a proxy, and prints what came of it. */
  public static void main(String[] arguments) throws Exception {
    SSLServerSocket server =
        (SSLServerSocket)
            SSLServerSocketFactory.getDefault()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    try (server;
        RawServer network =
            new RawServer(
                server,
                (request, socket) ->
                    socket
                        .getOutputStream()
                        .write(RawServer.ok("").getBytes(StandardCharsets.US_ASCII)));
        RawServer proxy = proxyTo(server.getLocalPort())) {
      Answer answer =
          through(proxy.host()).send(Request.post(URI.create("https://" + PUBLIC + "/posts")));
      System.out.println(
          answer.status()
              + " "
              + network.requests().get(0).lines().findFirst().orElse("")
              + " through "
              + proxy.requests().get(0).lines().findFirst().orElse(""));
    }
  }

  @Test
  void whatTheProxyRefusesWasNotSentAndIsNotTakenForTheNetworksAnswer() throws Exception {
    try (RawServer proxy =
        RawServer.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) {
      NotSentException refused =
          assertThrows(
              NotSentException.class,
              () ->
                  through(proxy.host())
                      .send(Request.post(URI.create("https://" + PUBLIC + "/posts"))));
      assertTrue(refused.getMessage().contains("proxy refused with HTTP 403"), refused::getMessage);
      assertEquals(1, proxy.requests().size());
    }
  }

  @Test
  void aTunnelThatBreaksBeforeTheRequestMeansNotSent() throws Exception {
    try (RawServer proxy = RawServer.answering("HTTP/1.1 200 Connected\r\n\r\nno TLS here")) {
      assertThrows(
          NotSentException.class,
          () -> through(proxy.host()).send(Request.post(URI.create("https://" + PUBLIC + "/"))));
    }
  }

  @Test
  void aProxyThatIsAwayMeansNotSent() {
    RawServer proxy = RawServer.answering("");
    proxy.close();
    assertThrows(
        NotSentException.class,
        () -> through(proxy.host()).send(Request.post(URI.create("https://" + PUBLIC + "/"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://10.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://2130706433/"
      })
  void noProxyIsAskedForAPrivateHost(String address) throws Exception {
    try (RawServer proxy = RawServer.answering(RawServer.ok("private"))) {
      assertThrows(
          NotSentException.class,
          () -> through(proxy.host()).send(Request.get(URI.create(address))));
      assertEquals(List.of(), proxy.requests());
    }
  }

  @Test
  void anAllowedPrivateHostIsReachedDirectly() throws Exception {
    try (RawServer server = RawServer.answering(RawServer.ok("near"));
        RawServer proxy = RawServer.answering(RawServer.ok("far"))) {
      Answer answer = through(proxy.host(), server.host()).send(Request.get(server.uri("/")));
      assertEquals("near", new String(answer.body(), StandardCharsets.UTF_8));
      assertEquals(List.of(), proxy.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example", "http://proxy.example:3128", "me:pw@proxy:x", "proxy:"})
  void aProxyThatCannotBeReadIsRefusedAndNotRepeated(String proxy) {
    String said = assertThrows(IllegalArgumentException.class, () -> through(proxy)).getMessage();
    assertTrue(said.contains("host:port") && !said.contains("pw"), said);
  }

  @Test
  void aProxyWithoutAHostIsNone() throws Exception {
    // As where its host comes from an environment that has none.
    try (RawServer server = RawServer.answering(RawServer.ok("near"))) {
      assertEquals(
          200, through(":3128", server.host()).send(Request.get(server.uri("/"))).status());
    }
  }
}
