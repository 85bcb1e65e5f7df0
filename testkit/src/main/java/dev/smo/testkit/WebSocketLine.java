// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The server's end of a WebSocket (RFC 6455). Each line of an answer's body is a message; an answer
 * with another status than 200 closes with that status.
 */
final class WebSocketLine implements Wire {
  /** Answers one message. */
  interface Listener {
    /** Tells whether the line stays open. */
    boolean hear(String text) throws IOException;
  }

  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final Socket socket;

  WebSocketLine(Socket socket) {
    this.socket = socket;
  }

  /** Opens the line and listens until somebody closes it. */
  void serve(Call opening, Listener listener) throws IOException {
    out(
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + accepted(opening.header("sec-websocket-key").orElse(""))
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    boolean open = true;
    while (open) {
      int kind = in.readUnsignedByte() & 15;
      byte[] payload = payload(in);
      if (kind == TEXT) {
        open = listener.hear(new String(payload, StandardCharsets.UTF_8));
      } else if (kind == PING) {
        out(frame(PONG, payload));
      } else if (kind == CLOSE) {
        out(frame(CLOSE, payload));
        open = false;
      }
    }
  }

  private static byte[] payload(DataInputStream in) throws IOException {
    int second = in.readUnsignedByte();
    int length = second & 127;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    if (second < 128) {
      throw new IOException("a client must mask what it sends");
    }
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes(length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return payload;
  }

  @Override
  public void write(FakeResponse reply, int bodyBytes) throws IOException {
    if (reply.status() != 200) {
      out(frame(CLOSE, ByteBuffer.allocate(2).putShort((short) reply.status()).array()));
      return;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    new String(reply.body(), StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> all.writeBytes(frame(TEXT, line.getBytes(StandardCharsets.UTF_8))));
    boolean whole = bodyBytes == reply.body().length;
    socket.getOutputStream().write(all.toByteArray(), 0, whole ? all.size() : all.size() / 2);
    socket.getOutputStream().flush();
  }

  private static byte[] frame(int kind, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) (128 | kind));
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else if (payload.length < 65_536) {
      frame.put((byte) 126).putShort((short) payload.length);
    } else {
      frame.put((byte) 127).putLong(payload.length);
    }
    frame.put(payload).flip();
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }

  private void out(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  private static String accepted(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
