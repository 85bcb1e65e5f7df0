// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** WebSockets where the public internet lies behind a proxy; ours here is on a real socket. */
class WebSocketProxyTest {
  /** A name that nobody but the proxy knows. */
  private static final String PUBLIC = "relay.test";

  private static final int TEXT = 129;

  private static List<String> talk(String proxy, String address, Duration longest)
      throws IOException, InterruptedException {
    HttpOutbound outbound = OutboundProxyTest.through(proxy);
    try {
      Request opening = Request.get(URI.create(address)).within(longest);
      return outbound.converse(opening, "hello", text -> text.equals("bye"));
    } finally {
      outbound.close();
    }
  }

  private static String refused(String proxy) {
    return assertThrows(
            NotSentException.class,
            () -> talk(proxy, "wss://" + PUBLIC + "/", Duration.ofMinutes(2)))
        .getMessage();
  }

  @Test
  void aRelayIsReachedThroughATunnelAndTlsIsAgreedOnWithItself(@TempDir Path folder)
      throws Exception {
    assertEquals(
        "[bye] through CONNECT relay.test:443 HTTP/1.1",
        TlsJvm.run(folder, PUBLIC, WebSocketProxyTest.class));
  }

  /** Talks over TLS to a relay through a proxy, and prints what came of it. */
  public static void main(String[] arguments) throws Exception {
    SSLServerSocket server =
        (SSLServerSocket)
            SSLServerSocketFactory.getDefault()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    try (server;
        RawServer relay = new RawServer(server, WebSocketProxyTest::sayBye);
        RawServer proxy = OutboundProxyTest.proxyTo(server.getLocalPort())) {
      List<String> texts = talk(proxy.host(), "wss://" + PUBLIC + "/", Duration.ofMinutes(2));
      System.out.println(
          texts + " through " + proxy.requests().get(0).lines().findFirst().orElse(""));
      System.exit(0);
    }
  }

  private static void sayBye(String request, Socket socket) throws IOException {
    WebSocketTest.open(request, socket);
    socket.getOutputStream().write(new byte[] {(byte) TEXT, 3});
    socket.getOutputStream().write("bye".getBytes(StandardCharsets.US_ASCII));
    while (socket.getInputStream().read() >= 0) {}
  }

  @Test
  void whatTheProxyRefusesWasNotSent() throws Exception {
    try (RawServer proxy =
        RawServer.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) {
      String said = refused(proxy.host());
      assertTrue(said.contains("the proxy refused with HTTP 403"), said);
    }
  }

  @Test
  void aTunnelThatBreaksBeforeTheMessageMeansNotSent() throws Exception {
    try (RawServer proxy = RawServer.answering("HTTP/1.1 200 Connected\r\n\r\nno TLS here")) {
      refused(proxy.host());
    }
  }

  @Test
  void aProxyThatIsAwayMeansNotSent() {
    RawServer proxy = RawServer.answering("");
    proxy.close();
    String said = refused(proxy.host());
    assertTrue(said.contains("the proxy cannot be reached"), said);
  }

  @Test
  void aProxyThatSaysNothingIsLeft() throws Exception {
    try (RawServer proxy =
        new RawServer(
            (request, socket) -> {
              while (socket.getInputStream().read() >= 0) {}
            })) {
      assertThrows(
          NotSentException.class,
          () -> talk(proxy.host(), "wss://" + PUBLIC + "/", Duration.ofMillis(500)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wss://10.0.0.1/", "wss://localhost/", "wss://[::1]/"})
  void noProxyIsAskedForAPrivateHost(String address) throws Exception {
    try (RawServer proxy = RawServer.answering(RawServer.ok("private"))) {
      NotSentException refused =
          assertThrows(
              NotSentException.class, () -> talk(proxy.host(), address, Duration.ofMinutes(2)));
      assertTrue(refused.getMessage().contains("private address"), refused::getMessage);
      assertEquals(List.of(), proxy.requests());
    }
  }
}
