// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jetbrains.annotations.Nullable;

/**
 * A network on a loopback socket that keeps a record of calls and posts, and fails in the ways that
 * networks do. A subclass says how one network answers. Over HTTP it is controlled by:
 *
 * <ul>
 *   <li>{@code GET /_fake/posts}, {@code GET /_fake/calls}: what exists, what was asked
 *   <li>{@code POST /_fake/faults {"next":"429|401|422|500|502|503|lose|half|cut|stall|garble",
 *       "times":1, "seconds":30}}: how the next calls that create a post fail
 *   <li>{@code POST /_fake/reset}: forgets all posts, calls and faults
 * </ul>
 */
public abstract class FakeNetwork implements AutoCloseable {
  /** How many follow the account, where the network tells. */
  public static final long FOLLOWERS = 1_234;

  private final SocketServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Deque<Fault> next = new ConcurrentLinkedDeque<>();
  private final Deque<Fault> nextPreparations = new ConcurrentLinkedDeque<>();
  private volatile @Nullable Fault always;

  /** Starts on a port, or on any free one for 0. */
  @SuppressWarnings("this-escape")
  protected FakeNetwork(int port) {
    server = new SocketServer(port, this::handle);
  }

  /** Checks a call as strictly as the network does, executes it and answers. */
  protected abstract FakeResponse answer(Call call);

  /** Whether the call is the one that creates a post, or a part of a thread. */
  protected abstract boolean creates(Call call);

  /** Whether the call makes something that a post needs, such as the upload of a picture. */
  protected boolean prepares(Call call) {
    return false;
  }

  /** Whether a post has a language here; {@link Executed#language()} tells which. */
  protected boolean keepsLanguages() {
    return true;
  }

  /**
   * Lets a person agree on the page where a connector sends people to sign in.
   *
   * @return the code with which the network sends them back
   */
  protected String agree(URI address) {
    throw new UnsupportedOperationException("The fake has no page to sign in on");
  }

  /** Who sends people back, in the words of {@code iss}; empty where the network does not say. */
  protected String issuer() {
    return "";
  }

  /** What the page to sign in on is told, by name; also what the network was told before. */
  protected Map<String, String> told(URI address) {
    return Call.query(address);
  }

  /**
   * Lets somebody answer a post.
   *
   * @return what the network knows the answer by
   */
  public RemotePost reply(String to, String text) {
    throw new UnsupportedOperationException("Nobody can answer on the fake");
  }

  /** Pages that the network was told to read for their cards, each as often as it was. */
  protected List<URI> pagesRead() {
    throw new UnsupportedOperationException("The fake reads no pages");
  }

  /** Ids of all answers that are hidden. */
  protected Set<String> hidden() {
    throw new UnsupportedOperationException("The fake hides no answers");
  }

  /** All posts that exist, oldest first. */
  public abstract List<Executed> posts();

  /** Forgets all posts. */
  protected abstract void forget();

  /** Refuses a call in the words that the network has for calls of its kind. */
  protected abstract FakeResponse rateLimited(Duration pause, Call call);

  protected abstract FakeResponse unauthorised(Call call);

  protected abstract FakeResponse invalid(String reason, Call call);

  protected FakeResponse serverError(int status, Call call) {
    return FakeResponse.html(status, "<html><body>Sorry, something went wrong</body></html>");
  }

  public URI uri() {
    return URI.create("http://" + host());
  }

  /** {@code localhost:port}. */
  public String host() {
    return "localhost:" + server.port();
  }

  public List<Call> calls() {
    return calls;
  }

  /** How many calls tried to create a post. */
  public long creations() {
    return calls.stream().filter(this::creates).count();
  }

  /** How many calls tried to make something that a post needs. */
  public long preparations() {
    return calls.stream().filter(this::prepares).count();
  }

  /** Fails the next calls that create a post, one fault each. */
  public void failNext(Fault... faults) {
    next.addAll(List.of(faults));
  }

  /** Fails the next calls that make something which a post needs, one fault each. */
  public void failNextPreparation(Fault... faults) {
    nextPreparations.addAll(List.of(faults));
  }

  /** Fails every call, whatever it is for. */
  public void failAlways(Fault fault) {
    always = fault;
  }

  /** Fails no more. */
  public void recover() {
    always = null;
    next.clear();
    nextPreparations.clear();
  }

  /** Refuses connections from now on. */
  public void refuseConnections() {
    server.refuse();
  }

  /** Whether it opens WebSockets; what is said there becomes calls by {@link #message}. */
  protected boolean opensWebSockets() {
    return false;
  }

  /** What somebody said over a WebSocket, as a call. */
  protected Call message(String text) {
    throw new UnsupportedOperationException("The fake opens no WebSockets");
  }

  private void handle(Call call, Socket socket) throws IOException {
    if (opensWebSockets() && call.header("upgrade").isPresent()) {
      WebSocketLine line = new WebSocketLine(socket);
      line.serve(call, text -> answered(message(text), socket, line));
      return;
    }
    answered(call, socket, (reply, bytes) -> SocketServer.write(socket, reply, bytes));
  }

  /** Tells whether the answer is whole, so that more may follow on the same line. */
  private boolean answered(Call call, Socket socket, Wire wire) throws IOException {
    if (call.path().startsWith("/_fake/")) {
      wire.send(control(call));
      return true;
    }
    calls.add(call);
    Fault fault = always != null ? always : fault(call);
    if (fault == null) {
      wire.send(answer(call));
      return true;
    }
    return fail(fault, call, socket, wire);
  }

  private @Nullable Fault fault(Call call) {
    if (creates(call)) {
      return next.poll();
    }
    return prepares(call) ? nextPreparations.poll() : null;
  }

  private boolean fail(Fault fault, Call call, Socket socket, Wire wire) throws IOException {
    Optional<FakeResponse> refusal = refusal(fault, call);
    if (refusal.isPresent()) {
      wire.send(refusal.get());
      return true;
    }
    if (fault instanceof Fault.Cut) {
      return false;
    }
    FakeResponse reply = answer(call);
    // Half of an answer without a body would be a whole one.
    if (fault instanceof Fault.HalfAnswered && reply.body().length > 0) {
      wire.write(reply, reply.body().length / 2);
    } else if (fault instanceof Fault.Stalled) {
      untilClosedByClient(socket);
    } else if (fault instanceof Fault.Garbled) {
      wire.send(FakeResponse.html(200, "<html><body>Welcome!</body></html>"));
      return true;
    }
    return false;
  }

  private Optional<FakeResponse> refusal(Fault fault, Call call) {
    if (fault instanceof Fault.RateLimited limited) {
      return Optional.of(rateLimited(limited.pause(), call));
    }
    if (fault instanceof Fault.ServerError error) {
      return Optional.of(serverError(error.status(), call));
    }
    if (fault instanceof Fault.Invalid refused) {
      return Optional.of(invalid(refused.reason(), call));
    }
    return fault instanceof Fault.Unauthorised ? Optional.of(unauthorised(call)) : Optional.empty();
  }

  private FakeResponse control(Call call) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    switch (call.toString()) {
      case "GET /_fake/posts" -> {
        for (Executed post : posts()) {
          list.addObject().put("id", post.id()).put("text", post.text()).set("raw", post.raw());
        }
      }
      case "GET /_fake/calls" -> calls.forEach(c -> list.add(c.toString()));
      case "POST /_fake/faults" -> {
        for (int i = 0; i < call.json().path("times").asInt(1); i++) {
          int seconds = call.json().path("seconds").asInt(30);
          next.add(Fault.named(call.json().path("next").asText(), seconds));
        }
      }
      case "POST /_fake/reset" -> {
        forget();
        calls.clear();
        next.clear();
        nextPreparations.clear();
      }
      default -> {
        return FakeResponse.json(404, FakeResponse.object().put("error", "no such control"));
      }
    }
    return FakeResponse.json(200, list);
  }

  private static void untilClosedByClient(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {}
  }

  @Override
  public void close() {
    server.close();
  }
}
