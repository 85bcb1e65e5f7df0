// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.TestClock;
import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Request;
import dev.smo.post.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpOutboundTest {
  private RawServer server = RawServer.answering(RawServer.ok("hello"));
  private HttpOutbound outbound = HttpOutbound.allowing(server.host());

  @AfterEach
  void stop() {
    server.close();
    outbound.close();
  }

  private void serve(RawServer.Behaviour behaviour) {
    stop();
    server = new RawServer(behaviour);
    outbound = HttpOutbound.allowing(server.host());
  }

  private void serve(String answer) {
    serve(
        (request, socket) ->
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static void untilClosedByClient(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {}
  }

  @Test
  void readsTheWholeAnswerWhateverItsStatus() throws Exception {
    serve("HTTP/1.1 418 Odd\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 3\r\n\r\ntea");
    Answer answer = outbound.send(Request.get(server.uri("/x")));
    assertEquals(418, answer.status());
    assertEquals(List.of("1", "2"), answer.headers().get("x-a"));
    assertEquals("tea", answer.text());
  }

  @Test
  void sendsMethodPathHeadersAndBodyAsGiven() throws Exception {
    Request request =
        Request.of("PUT", server.uri("/a//b%2Fc?q=%20&q=1"))
            .bearer(Secret.of("t0ken"))
            .json("{\"k\":\"ü\"}");
    outbound.send(request);
    String sent = server.requests().get(0);
    assertTrue(sent.startsWith("PUT /a//b%2Fc?q=%20&q=1 HTTP/1.1\r\n"), sent);
    assertTrue(sent.contains("\r\nAuthorization: Bearer t0ken\r\n"), sent);
    assertTrue(sent.contains("\r\nUser-Agent: SMO/0.1\r\n"), sent);
    assertFalse(sent.toLowerCase().contains("\r\ncookie"), sent);
    assertTrue(sent.endsWith("{\"k\":\"Ã¼\"}"), sent);
  }

  @Test
  void sendsPostWithoutBodyWithLengthZero() throws Exception {
    outbound.send(Request.post(server.uri("/")));
    String sent = server.requests().get(0);
    assertTrue(sent.contains("\r\nContent-Length: 0\r\n"), sent);
    assertFalse(sent.contains("Content-Type"), sent);
  }

  @Test
  void opensAConnectionForEachRequest() throws Exception {
    outbound.send(Request.get(server.uri("/1")));
    outbound.send(Request.get(server.uri("/2")));
    assertEquals(2, server.requests().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://2130706433/",
        "https://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/",
        "http://1.1.1.1/",
        "ftp://1.1.1.1/",
        "file:///etc/passwd",
        "https://user:pw@1.1.1.1/",
        "https:///nohost",
        "/relative"
      })
  void refusesAddressesThatAPersonMustNotReachThroughUs(String address) {
    assertThrows(NotSentException.class, () -> outbound.send(Request.get(URI.create(address))));
  }

  @ParameterizedTest
  @CsvSource({
    "https://127.0.0.1/, allowed.private.hosts of dev.smo.outbound.http.HttpOutbound",
    "http://1.1.1.1/, allow.http of dev.smo.outbound.http.HttpOutbound"
  })
  void aRefusalNamesTheSettingThatStandsInTheWay(String address, String setting) {
    NotSentException refused =
        assertThrows(NotSentException.class, () -> outbound.send(Request.get(URI.create(address))));
    assertTrue(refused.getMessage().contains(setting), refused::getMessage);
  }

  @Test
  void refusesPrivateHostOnAnotherPortThanTheAllowedOne() throws Exception {
    try (RawServer other = RawServer.answering(RawServer.ok("private"))) {
      assertThrows(NotSentException.class, () -> outbound.send(Request.get(other.uri("/"))));
      assertEquals(List.of(), other.requests());
    }
  }

  @Test
  void saysNotSentForARefusedConnection() throws Exception {
    server.close();
    assertThrows(NotSentException.class, () -> outbound.send(Request.post(server.uri("/"))));
  }

  private static String told(HttpOutbound by, Request request) {
    return String.valueOf(assertThrows(IOException.class, () -> by.send(request)).getMessage());
  }

  @Test
  void sayWhyACallFailedInWordsAndNotByTheNameOfAClass() {
    URI nowhere = URI.create("https://no-such-host.invalid/");
    assertEquals(
        "GET no-such-host.invalid: there is no such host", told(outbound, Request.get(nowhere)));
    for (String answer :
        new String[] {
          "", "HTTP", "no http\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"
        }) {
      serve(answer);
      String said = told(outbound, Request.get(server.uri("/")));
      assertFalse(said.contains("Exception"), said);
    }
    server.close();
    assertEquals(
        "POST localhost: the host refused the connection",
        told(outbound, Request.post(server.uri("/"))));
  }

  @Test
  void saysNotSentForAnUnknownHost() {
    URI nowhere = URI.create("https://no-such-host.invalid/");
    assertThrows(NotSentException.class, () -> outbound.send(Request.post(nowhere)));
  }

  @Test
  void saysNotSentWhenTlsCannotBeAgreedOn() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering =
          new Thread(
              () -> {
                try (Socket socket = plain.accept()) {
                  socket.getOutputStream().write("no TLS here".getBytes("US-ASCII"));
                  socket.shutdownOutput();
                  untilClosedByClient(socket);
                } catch (IOException e) {
                  // The client hangs up.
                }
              });
      answering.start();
      HttpOutbound toPlain = HttpOutbound.allowing("localhost:" + plain.getLocalPort());
      Request request = Request.post(URI.create("https://localhost:" + plain.getLocalPort() + "/"));
      NotSentException refused = assertThrows(NotSentException.class, () -> toPlain.send(request));
      assertFalse(refused.getMessage().contains("no answer within"), refused.getMessage());
      assertFalse(refused.getMessage().contains("Exception"), refused.getMessage());
      toPlain.close();
      answering.join();
    }
  }

  @Test
  void saysNotSentOnceItIsClosed() {
    outbound.close();
    assertThrows(NotSentException.class, () -> outbound.send(Request.get(server.uri("/"))));
  }

  @Test
  void saysNotSentWhenTimeIsUpBeforeTheConnectionStands() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // Accepts by its backlog and never speaks: the TLS handshake hangs.
      HttpOutbound toSilent = HttpOutbound.allowing("localhost:" + silent.getLocalPort());
      Request request =
          Request.post(URI.create("https://localhost:" + silent.getLocalPort() + "/"))
              .within(Duration.ofMillis(200));
      assertThrows(NotSentException.class, () -> toSilent.send(request));
      toSilent.close();
    }
  }

  @Test
  void doesNotSayNotSentForAnAnswerThatIsLost() {
    serve((request, socket) -> {});
    assertUnknown(Request.post(server.uri("/")));
    assertEquals(1, server.requests().size(), "sent once, not repeated");
  }

  @Test
  void doesNotSayNotSentForAnAnswerThatIsCutOff() {
    serve("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    assertUnknown(Request.post(server.uri("/")));
  }

  @Test
  @Timeout(120)
  void endsAtTheDeadlineThoughTheServerKeepsDripping() {
    serve(
        (request, socket) -> {
          socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes("US-ASCII"));
          byte[] drop = {'.'};
          while (true) {
            socket.getOutputStream().write(drop);
          }
        });
    assertUnknown(Request.get(server.uri("/")).within(Duration.ofSeconds(2)));
  }

  @Test
  @Timeout(120)
  void endsAtTheDeadlineWhenNothingComes() {
    serve((request, socket) -> untilClosedByClient(socket));
    assertUnknown(Request.get(server.uri("/")).within(Duration.ofSeconds(2)));
  }

  @Test
  @Timeout(120)
  void letsAnInterruptedCallerGo() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    serve(
        (request, socket) -> {
          asked.countDown();
          untilClosedByClient(socket);
        });
    AtomicReference<Exception> thrown = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                outbound.send(Request.get(server.uri("/")));
              } catch (IOException | InterruptedException e) {
                thrown.set(e);
              }
            });
    caller.start();
    asked.await();
    caller.interrupt();
    caller.join();
    assertTrue(thrown.get() instanceof InterruptedException, String.valueOf(thrown.get()));
  }

  @Test
  void stopsReadingAtTheLargestSize() {
    serve(RawServer.ok("x".repeat(2000)));
    assertUnknown(Request.get(server.uri("/")).atMost(1999));
  }

  @Test
  void countsDecodedBytesAgainstTheLargestSize() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[5_000_000]);
    }
    serve(
        (request, socket) -> {
          String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ";
          socket.getOutputStream().write((head + bomb.size() + "\r\n\r\n").getBytes("US-ASCII"));
          socket.getOutputStream().write(bomb.toByteArray());
        });
    assertUnknown(Request.get(server.uri("/")).atMost(1_000_000));
    Answer whole = outbound.send(Request.get(server.uri("/")).atMost(5_000_000));
    assertArrayEquals(new byte[5_000_000], whole.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-A: a\r\n", "x", "X-A: a\r\n continued", " "})
  void headersThatNeverEndEndTheCall(String part) {
    serve(
        (request, socket) -> {
          socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX-B: ".getBytes("US-ASCII"));
          byte[] more = part.repeat(1000).getBytes(StandardCharsets.US_ASCII);
          try {
            while (true) {
              socket.getOutputStream().write(more);
            }
          } catch (IOException e) {
            // The client has gone.
          }
        });
    assertUnknown(Request.get(server.uri("/")));
  }

  @Test
  void doesNotFollowRedirectsUnlessTold() throws Exception {
    serve("HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n");
    assertEquals(302, outbound.send(Request.get(server.uri("/"))).status());
  }

  @Test
  void followsRedirectsAndSaysWhereTheAnswerCameFrom() throws Exception {
    serve(
        (request, socket) -> {
          String answer =
              request.startsWith("GET /end ")
                  ? RawServer.ok("end")
                  : "HTTP/1.1 301 Moved\r\nLocation: end\r\nContent-Length: 0\r\n\r\n";
          socket.getOutputStream().write(answer.getBytes("US-ASCII"));
        });
    Answer answer = outbound.send(Request.get(server.uri("/start")).followingRedirects());
    assertEquals("end", answer.text());
    assertEquals(server.uri("/end"), answer.uri());
  }

  @Test
  void neverFollowsTheRedirectOfARequestThatChangesSomething() throws Exception {
    serve("HTTP/1.1 307 There\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n");
    assertEquals(307, outbound.send(Request.post(server.uri("/")).followingRedirects()).status());
  }

  @Test
  void givesUpAfterFiveRedirects() {
    serve("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
    assertThrows(
        IOException.class, () -> outbound.send(Request.get(server.uri("/")).followingRedirects()));
    assertEquals(6, server.requests().size());
  }

  @Test
  void checksWhereARedirectLeads() throws Exception {
    try (RawServer metadata = RawServer.answering(RawServer.ok("secret"))) {
      serve("HTTP/1.1 302 Found\r\nLocation: " + metadata.uri("/") + "\r\n\r\n");
      assertThrows(
          NotSentException.class,
          () -> outbound.send(Request.get(server.uri("/")).followingRedirects()));
      assertEquals(List.of(), metadata.requests());
    }
  }

  @Test
  void takesNoAuthorizationToAnotherServer() throws Exception {
    try (RawServer other = RawServer.answering(RawServer.ok("other"))) {
      serve("HTTP/1.1 302 Found\r\nLocation: " + other.uri("/") + "\r\n\r\n");
      outbound = HttpOutbound.allowing(server.host(), other.host());
      Request request = Request.get(server.uri("/")).bearer(Secret.of("t0ken"));
      outbound.send(request.header("X-Kept", "1").followingRedirects());
      assertFalse(other.requests().get(0).contains("t0ken"));
      assertTrue(other.requests().get(0).contains("X-Kept: 1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", ""})
  void neverRepeatsPathQueryOrHeadersInAFailure(String answer) {
    serve(answer);
    Request request =
        Request.post(server.uri("/bot-t0ken/send?key=t0ken")).bearer(Secret.of("t0ken"));
    Throwable failure = assertThrows(IOException.class, () -> outbound.send(request));
    for (; failure != null; failure = failure.getCause()) {
      assertFalse(failure.toString().contains("t0ken"), failure.toString());
    }
  }

  private void assertUnknown(Request request) {
    IOException failure = assertThrows(IOException.class, () -> outbound.send(request));
    assertFalse(failure instanceof NotSentException, failure.toString());
  }

  @Test
  void beginsNoRequestAfterTheDeadlineOfTheCall() throws Exception {
    TestClock clock = new TestClock();
    Instant deadline = clock.instant().plusSeconds(10);
    List<Integer> seen = new ArrayList<>();
    NotSentException late =
        assertThrows(
            NotSentException.class,
            () ->
                CallDeadline.within(
                    clock,
                    deadline,
                    answer -> seen.add(answer.status()),
                    () -> {
                      outbound.send(Request.get(server.uri("/1")));
                      clock.pass(Duration.ofSeconds(10));
                      return outbound.send(Request.get(server.uri("/2")));
                    }));
    assertTrue(String.valueOf(late.getMessage()).endsWith("its time is over"));
    assertEquals(1, server.requests().size());
    assertEquals(List.of(200), seen);
  }

  @Test
  void theDeadlineOfACallEndsWithIt() throws Exception {
    TestClock clock = new TestClock();
    List<Integer> seen = new ArrayList<>();
    CallDeadline.within(clock, clock.instant(), answer -> seen.add(answer.status()), () -> "");
    outbound.send(Request.get(server.uri("/")));
    assertEquals(1, server.requests().size());
    assertEquals(List.of(), seen);
  }

  @Test
  void aCallWithinAnotherHasItsOwnDeadline() throws Exception {
    TestClock clock = new TestClock();
    Instant over = clock.instant();
    CallDeadline.within(
        clock,
        over.plusSeconds(1),
        answer -> {},
        () -> {
          assertThrows(
              NotSentException.class,
              () ->
                  CallDeadline.within(
                      clock,
                      over,
                      answer -> {},
                      () -> outbound.send(Request.get(server.uri("/inner")))));
          return outbound.send(Request.get(server.uri("/outer")));
        });
    assertEquals(1, server.requests().size());
  }
}
