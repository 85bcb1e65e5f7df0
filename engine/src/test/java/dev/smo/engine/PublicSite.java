// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import com.sun.net.httpserver.HttpServer;
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
import org.jetbrains.annotations.Nullable;

/** The public site, on a real socket: serves each page that a test put there. */
public final class PublicSite implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final Map<String, byte[]> pictures = new ConcurrentHashMap<>();

  /** Done before each answer. */
  public volatile Runnable whenAsked = () -> {};

  public PublicSite() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          whenAsked.run();
          String path = exchange.getRequestURI().getPath();
          String html = pages.get(path);
          byte[] picture = pictures.get(path);
          byte[] body =
              picture != null
                  ? picture
                  : (html == null ? "gone" : html).getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .add("Content-Type", picture != null ? "image/jpeg" : "text/html; charset=utf-8");
          exchange.sendResponseHeaders(html == null && picture == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Puts a page with the card that its title promises. */
  public void show(String path, String title) {
    String address = url() + path;
    pages.put(
        path,
        "<!doctype html><title>"
            + title
            + "</title><link rel=canonical href='"
            + address
            + "'><meta property='og:title' content='"
            + title
            + "'><meta property='og:url' content='"
            + address
            + "'>");
  }

  /** Gives a page that is there a picture, and serves that. */
  public void illustrate(String page, URI picture, byte[] jpeg) {
    pictures.put(picture.getPath(), jpeg);
    pages.computeIfPresent(
        page, (path, html) -> html + "<meta property='og:image' content='" + picture + "'>");
  }

  /** Says of a page that is there where its picture is in another shape. */
  public void offer(String page, URI photo) {
    pages.computeIfPresent(
        page, (path, html) -> html + "<meta name='smo:photo' content='" + photo + "'>");
  }

  /** Serves a picture that stands for itself; none: what was there is gone. */
  public void serve(String path, byte @Nullable [] jpeg) {
    pictures.compute(path, (same, before) -> jpeg);
  }

  /** A small picture. */
  static byte[] jpeg() {
    return jpeg(200, 100);
  }

  static byte[] jpeg(int width, int height) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void hide(String path) {
    pages.remove(path);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
