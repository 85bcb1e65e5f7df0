// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * HTTP/1.1 on a bare loopback socket, one call a connection, so that an answer can be cut off at an
 * exact byte.
 */
final class SocketServer implements AutoCloseable {
  /** Answers one call; the socket is closed when it returns. */
  interface Handler {
    void handle(Call call, Socket socket) throws IOException;
  }

  private final ServerSocket server;
  private final Handler handler;
  private final Socket refusing = new Socket();
  private final Thread accepting;

  SocketServer(int port, Handler handler) {
    this.handler = handler;
    try {
      server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accepting = start(this::accept);
  }

  int port() {
    return server.getLocalPort();
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
      handler.handle(read(socket.getInputStream()), socket);
    } catch (IOException e) {
      // The client went away; that is its right.
    }
  }

  static void write(Socket socket, FakeResponse reply, int bodyBytes) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Status\r\n");
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + reply.body().length + "\r\nConnection: close\r\n\r\n");
    socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().write(reply.body(), 0, bodyBytes);
    socket.getOutputStream().flush();
  }

  private static Call read(InputStream raw) throws IOException {
    InputStream in = new BufferedInputStream(raw);
    String[] start = line(in).split(" ", 3);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    String[] target = start[1].split("\\?", 2);
    return new Call(
        start[0],
        Call.decode(target[0]),
        Call.parameters(target.length > 1 ? target[1] : ""),
        headers,
        body);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task, "fake-network");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /**
   * Refuses connections from now on. The port stays bound, without listening: a free one might be
   * given to somebody else, or to the very client that connects to it.
   */
  void refuse() {
    int port = port();
    close();
    try {
      refusing.setReuseAddress(true);
      refusing.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes; as long as a thread waits in accept, the system goes on taking connections. */
  @Override
  public void close() {
    try {
      server.close();
      accepting.join();
      if (refusing.isBound()) {
        refusing.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
