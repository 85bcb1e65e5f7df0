// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.http.HttpHost;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;
import org.jetbrains.annotations.Nullable;

/** One message over a WebSocket of its own, and the texts that come back. */
class Conversation extends WebSocketClient {
  /** How far it got. Only the step that wins the change away from BEFORE may act on it. */
  private enum Stage {
    BEFORE,
    SENT,
    CANCELLED
  }

  private static final Pattern REFUSED = Pattern.compile("Invalid status code received: (\\d{3})");

  /** What a frame costs in memory beside what is in it: a text in one piece, and anything else. */
  private static final int HEADER = 64;

  private static final int FRAME = 256;

  private final Request opening;
  private final String message;
  private final Predicate<String> last;
  private final List<String> texts = new ArrayList<>();
  private final CompletableFuture<List<String>> ended = new CompletableFuture<>();
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.BEFORE);

  /** What TLS, if any, runs over. */
  private volatile @Nullable Socket line;

  private long bytes;

  /**
   * @throws NotSentException our rules refuse the address
   */
  static Conversation about(
      AddressRules rules, Request opening, Duration connect, String message, Predicate<String> last)
      throws NotSentException {
    URI http = overHttp(opening.uri());
    rules.check(http);
    int timeout = (int) Math.min(connect.toMillis(), opening.timeout().toMillis());
    timeout = Math.max(1, timeout);
    @Nullable HttpHost proxy = rules.proxyFor(http);
    if (proxy != null) {
      return new TunnelledConversation(
          opening, timeout, message, last, proxy, () -> rules.checkBehindProxy(http));
    }
    Conversation talk = new Conversation(opening, timeout, message, last);
    // The very addresses that were looked at; the client's own look-up could answer differently.
    talk.setDnsResolver(uri -> talk.connecting(rules.resolve(http, http.getHost())[0]));
    return talk;
  }

  /** Called just before the socket connects, while it is the plain one. */
  private InetAddress connecting(InetAddress address) throws UnknownHostException {
    if (!takeLine()) {
      throw new UnknownHostException("nobody waits any more");
    }
    return address;
  }

  /** Remembers the socket while it is the plain one; false: nobody waits for it any more. */
  final boolean takeLine() {
    line = getSocket();
    return stage.get() != Stage.CANCELLED;
  }

  Conversation(Request opening, int connect, String message, Predicate<String> last) {
    super(opening.uri(), new CountingDraft(opening.maxBytes()), opening.headers(), connect);
    this.opening = opening;
    this.message = message;
    this.last = last;
    addHeader("User-Agent", HttpOutbound.USER_AGENT);
    setDaemon(true);
    setConnectionLostTimeout(0);
  }

  /** The address by which the rules, which know http and https, judge a WebSocket. */
  private static URI overHttp(URI uri) throws NotSentException {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("wss") && !scheme.equals("ws")) {
      throw new NotSentException(uri.getHost() + ": a WebSocket has an address of wss");
    }
    return URI.create("http" + uri.toString().substring(2));
  }

  List<String> run(Duration longest) throws IOException, InterruptedException {
    connect();
    try {
      return ended.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw failure("no answer within " + longest.toMillis() + " ms");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(opening.toString(), e);
    } finally {
      drop();
    }
  }

  /**
   * Hangs up without waiting for the other end, which might never hang up itself. The plain socket
   * is closed, and what nobody read is forgotten: to say good-bye in TLS would wait for a server
   * that reads nothing.
   */
  private void drop() {
    stage.compareAndSet(Stage.BEFORE, Stage.CANCELLED);
    @Nullable Socket socket = line;
    if (socket != null) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException e) {
        // What was to be closed is broken already.
      }
    }
    closeConnection(CloseFrame.NORMAL, "");
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    if (stage.compareAndSet(Stage.BEFORE, Stage.SENT)) {
      send(message);
    }
  }

  @Override
  public void onMessage(String text) {
    if (ended.isDone()) {
      return;
    }
    texts.add(text);
    try {
      if (last.test(text)) {
        ended.complete(List.copyOf(texts));
      }
    } catch (RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  /**
   * Counts whatever comes, in bytes: also what is no text, but costs an answer (a ping) or a place
   * in memory (a piece of a text, however small).
   */
  private void count(Framedata frame) throws LimitExceededException {
    Opcode kind = frame.getOpcode();
    boolean one = kind == Opcode.CLOSING || (kind == Opcode.TEXT && frame.isFin());
    bytes += frame.getPayloadData().remaining() + (one ? HEADER : FRAME);
    if (bytes > opening.maxBytes()) {
      ended.completeExceptionally(tooLarge());
      throw new LimitExceededException(opening.maxBytes());
    }
  }

  /** The protocol, but for frames without number. */
  private static final class CountingDraft extends Draft_6455 {
    CountingDraft(int longest) {
      super(List.of(), List.of(new Protocol("")), longest);
    }

    @Override
    public Draft copyInstance() {
      return new CountingDraft(getMaxFrameSize());
    }

    @Override
    public void processFrame(WebSocketImpl socket, Framedata frame) throws InvalidDataException {
      ((Conversation) socket.getWebSocketListener()).count(frame);
      super.processFrame(socket, frame);
    }
  }

  private IOException tooLarge() {
    return failure("larger than " + opening.maxBytes() + " bytes");
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    Matcher refused = REFUSED.matcher(String.valueOf(reason));
    if (refused.find()) {
      ended.completeExceptionally(failure("the host opens no WebSocket: HTTP " + refused.group(1)));
    } else if (code == CloseFrame.TOOBIG && !remote) {
      ended.completeExceptionally(tooLarge());
    } else {
      ended.completeExceptionally(
          failure("the connection ended before the answer did, with code " + code));
    }
  }

  @Override
  public void onError(Exception e) {
    ended.completeExceptionally(failure(words(e)));
  }

  /** What went wrong, for people. */
  String words(Exception e) {
    return FailureWords.of(e);
  }

  /** Leaves the cause out: its message may repeat the address or what the server said. */
  private IOException failure(String reason) {
    boolean certain =
        stage.get() == Stage.CANCELLED || stage.compareAndSet(Stage.BEFORE, Stage.CANCELLED);
    String text = "WebSocket " + opening.uri().getHost() + ": " + reason;
    return certain ? new NotSentException(text) : new IOException(text);
  }
}
