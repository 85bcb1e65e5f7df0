// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on a real socket that reads one request a connection and answers bytes as told. */
public final class RawServer implements AutoCloseable {
  /** Answers one request; the socket is closed when it returns. */
  public interface Behaviour {
    void answer(String request, Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Thread accepting;

  public RawServer(Behaviour behaviour) {
    this(open(), behaviour);
  }

  /** On a socket of another kind, such as one with TLS. */
  public RawServer(ServerSocket server, Behaviour behaviour) {
    this.server = server;
    this.behaviour = behaviour;
    accepting = start(this::accept);
  }

  private static ServerSocket open() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static RawServer answering(String answer) {
    return new RawServer(
        (request, socket) ->
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1)));
  }

  public static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  public String host() {
    return "localhost:" + server.getLocalPort();
  }

  public URI uri(String path) {
    return URI.create("http://" + host() + path);
  }

  public List<String> requests() {
    return requests;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      String request = read(socket.getInputStream());
      requests.add(request);
      behaviour.answer(request, socket);
    } catch (IOException | InterruptedException e) {
      // The client went away, which some tests are about.
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String text = "";
    while (!complete(text)) {
      int b = in.read();
      if (b < 0) {
        break;
      }
      bytes.write(b);
      text = bytes.toString(StandardCharsets.ISO_8859_1);
    }
    return text;
  }

  private static boolean complete(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    var length = java.util.regex.Pattern.compile("(?i)\r\ncontent-length: (\\d+)").matcher(text);
    return text.length() >= end + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Closes; as long as a thread waits in accept, the system goes on taking connections. */
  @Override
  public void close() {
    try {
      server.close();
      accepting.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
