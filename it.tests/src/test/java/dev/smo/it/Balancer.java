// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One address for several nodes, in turns; a node that refuses the connection is left out. */
final class Balancer implements AutoCloseable {
  private final ServerSocket door;
  private final List<SlingCms> nodes;
  private final AtomicInteger turn = new AtomicInteger();

  Balancer(List<SlingCms> nodes) {
    this.nodes = nodes;
    try {
      door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + door.getLocalPort() + path);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket visitor = door.accept();
        daemon(() -> serve(visitor));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket visitor) {
    try (visitor;
        Socket node = node()) {
      Thread back = daemon(() -> copy(node, visitor));
      copy(visitor, node);
      back.join();
    } catch (IOException e) {
      // Nobody is there; the visitor sees its connection end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Socket node() throws IOException {
    int first = turn.getAndIncrement();
    for (int i = 0; i < nodes.size(); i++) {
      URI node = nodes.get(Math.floorMod(first + i, nodes.size())).uri("/");
      try {
        return new Socket(InetAddress.getLoopbackAddress(), node.getPort());
      } catch (IOException e) {
        // The next one, if there is any.
      }
    }
    throw new IOException("no node answers");
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException e) {
      // One of both has gone.
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "balancer");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
