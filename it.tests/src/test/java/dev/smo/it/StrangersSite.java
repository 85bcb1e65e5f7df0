// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;

/** Somebody else's site on a real socket, and what he might send. */
final class StrangersSite implements AutoCloseable {
  private static final int WIDTH = 6_000;
  private static final int HEIGHT = 4_000;

  private final HttpServer server;
  private final Map<String, String> pages = new ConcurrentHashMap<>();

  StrangersSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  void page(String path, String html) {
    pages.put(path, html);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] page = pages.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(
          pages.containsKey(path) ? 200 : 404, page.length == 0 ? -1 : page.length);
      exchange.getResponseBody().write(page);
    }
  }

  /** A PNG of some hundred kB whose pixels take a hundred MB. */
  static byte[] manyPixels() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = image.createGraphics();
    for (int x = 0; x < WIDTH; x += 100) {
      pen.setColor(new Color(x % 256, x / 100 * 4 % 256, 120));
      pen.fillRect(x, 0, 100, HEIGHT);
    }
    pen.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
