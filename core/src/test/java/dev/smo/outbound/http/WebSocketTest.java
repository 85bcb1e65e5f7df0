// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTest {
  private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: (\\S+)");

  /** Nothing that is answered or ended takes so long. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int TEXT = 129;
  private static final int PING = 137;
  private static final int FIRST_OF_MORE = 1;
  private static final int MORE = 0;

  static void open(String request, Socket socket) throws IOException {
    Matcher key = KEY.matcher(request);
    assertTrue(key.find(), request);
    String accepted;
    try {
      byte[] text = (key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes("US-ASCII");
      accepted =
          Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    String answer =
        "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accepted
            + "\r\n\r\n";
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  private static void say(Socket socket, String text) throws IOException {
    frame(socket, TEXT, text);
  }

  private static void frame(Socket socket, int kind, String payload) throws IOException {
    socket.getOutputStream().write(new byte[] {(byte) kind, (byte) payload.length()});
    socket.getOutputStream().write(payload.getBytes(StandardCharsets.US_ASCII));
  }

  private static void untilClosedByClient(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {}
  }

  private static List<String> talk(RawServer.Behaviour behaviour, Duration longest, int bytes)
      throws Exception {
    try (RawServer server = new RawServer(behaviour)) {
      HttpOutbound outbound = HttpOutbound.allowing(server.host());
      try {
        Request opening = Request.get(URI.create("ws://" + server.host() + "/"));
        return outbound.converse(
            opening.within(longest).atMost(bytes), "hello", text -> text.equals("bye"));
      } finally {
        outbound.close();
      }
    }
  }

  private static IOException failing(RawServer.Behaviour behaviour, Duration longest) {
    return assertThrows(IOException.class, () -> talk(behaviour, longest, 100));
  }

  @Test
  void readsUpToTheLastText() throws Exception {
    List<String> texts =
        talk(
            (request, socket) -> {
              open(request, socket);
              say(socket, "one");
              say(socket, "bye");
              untilClosedByClient(socket);
            },
            PATIENCE,
            1000);
    assertEquals(List.of("one", "bye"), texts);
  }

  @Test
  void aServerThatOpensNoWebSocketGotNothing() {
    IOException said =
        failing(
            (request, socket) ->
                socket.getOutputStream().write("HTTP/1.1 503 No\r\n\r\n".getBytes("US-ASCII")),
            PATIENCE);
    assertTrue(said instanceof NotSentException, said::toString);
    assertTrue(said.getMessage().contains("HTTP 503"), said::toString);
  }

  @Test
  void aConnectionThatIsCutLeavesItOpenWhetherTheServerActed() {
    IOException said =
        failing(
            (request, socket) -> {
              open(request, socket);
              socket.getInputStream().read();
            },
            PATIENCE);
    assertFalse(said instanceof NotSentException, said::toString);
  }

  @Test
  void aServerThatSaysNothingMoreIsLeft() {
    IOException said =
        failing(
            (request, socket) -> {
              open(request, socket);
              untilClosedByClient(socket);
            },
            Duration.ofSeconds(2));
    assertFalse(said instanceof NotSentException, said::toString);
    assertTrue(said.getMessage().contains("no answer within 2000 ms"), said::toString);
  }

  @Test
  void manySmallTextsAreTooMuchTogether() {
    IOException said =
        assertThrows(
            IOException.class,
            () ->
                talk(
                    (request, socket) -> {
                      open(request, socket);
                      for (int i = 0; i < 20; i++) {
                        say(socket, "0123456789");
                      }
                      untilClosedByClient(socket);
                    },
                    PATIENCE,
                    100));
    assertTrue(said.getMessage().contains("larger than 100 bytes"), said::toString);
  }

  private static IOException flooded(int first, int then) {
    return assertThrows(
        IOException.class,
        () ->
            talk(
                (request, socket) -> {
                  open(request, socket);
                  frame(socket, first, "");
                  for (int i = 0; i < 100; i++) {
                    frame(socket, then, "");
                  }
                  untilClosedByClient(socket);
                },
                PATIENCE,
                1000));
  }

  @Test
  void pingsAreCounted() {
    IOException said = flooded(PING, PING);
    assertTrue(said.getMessage().contains("larger than 1000 bytes"), said::toString);
  }

  @Test
  void emptyPiecesOfOneTextAreCounted() {
    IOException said = flooded(FIRST_OF_MORE, MORE);
    assertTrue(said.getMessage().contains("larger than 1000 bytes"), said::toString);
  }

  @Test
  void aRelayThatSendsPingsAndReadsNothingIsLeft(@TempDir Path folder) throws Exception {
    String said = TlsJvm.run(folder, "localhost", WebSocketTest.class);
    assertTrue(said.startsWith("left: WebSocket localhost: no answer within"), said);
  }

  /** Talks over TLS to a relay that fills what the client has to answer it with. */
  public static void main(String[] arguments) throws Exception {
    SSLServerSocket server =
        (SSLServerSocket)
            SSLServerSocketFactory.getDefault()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server.setReceiveBufferSize(4096);
    RawServer relay = new RawServer(server, WebSocketTest::pingForEver);
    HttpOutbound outbound = HttpOutbound.allowing(relay.host());
    Request opening = Request.get(URI.create("wss://" + relay.host() + "/"));
    try {
      outbound.converse(
          opening.within(Duration.ofSeconds(5)).atMost(Integer.MAX_VALUE), "hello", text -> true);
    } catch (IOException e) {
      System.out.println("left: " + e.getMessage());
    }
    // The relay never ends by itself.
    System.exit(0);
  }

  private static void pingForEver(String request, Socket socket)
      throws IOException, InterruptedException {
    open(request, socket);
    byte[] pings = new byte[127 * 100];
    for (int i = 0; i < pings.length; i += 127) {
      pings[i] = (byte) PING;
      pings[i + 1] = 125;
    }
    // More than the buffers of both ends hold, and less than would fill the memory.
    for (int i = 0; i < 1_000; i++) {
      socket.getOutputStream().write(pings);
    }
    new CountDownLatch(1).await();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wss://127.0.0.1/", "ws://127.0.0.1/", "https://www.example.org/"})
  void privateHostsPlainOnesAndOtherSchemesAreRefused(String address) {
    HttpOutbound outbound = HttpOutbound.allowing();
    try {
      Request opening = Request.get(URI.create(address));
      assertThrows(NotSentException.class, () -> outbound.converse(opening, "hello", text -> true));
    } finally {
      outbound.close();
    }
  }

  @Test
  void noWebSocketGoesAroundAProxy() {
    AddressRules rules = new AddressRules(new String[0], /* http= */ true, "proxy.example:3128");
    HttpOutbound outbound = new HttpOutbound(rules, Duration.ofSeconds(1));
    try {
      Request opening = Request.get(URI.create("wss://relay.example.org/"));
      IOException said =
          assertThrows(
              NotSentException.class, () -> outbound.converse(opening, "hello", text -> true));
      assertTrue(said.getMessage().contains("proxy"), said::toString);
    } finally {
      outbound.close();
    }
  }
}
