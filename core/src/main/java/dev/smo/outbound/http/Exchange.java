// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.http.Header;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpEntity;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpEntityEnclosingRequestBase;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.MessageConstraints;
import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.NoConnectionReuseStrategy;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.BasicHttpClientConnectionManager;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;
import org.jetbrains.annotations.Nullable;

/**
 * One request and its answer, without redirects, over a connection of its own: a kept-alive
 * connection that went stale would turn a failure that is certain (nothing was sent) into one that
 * is not.
 */
final class Exchange {
  /** How far it got. Only the step that wins the change away from BEFORE may act on it. */
  private enum Stage {
    BEFORE,
    SENT,
    CANCELLED
  }

  private static final Registry<ConnectionSocketFactory> SCHEMES =
      RegistryBuilder.<ConnectionSocketFactory>create()
          .register("http", PlainConnectionSocketFactory.getSocketFactory())
          .register("https", SSLConnectionSocketFactory.getSocketFactory())
          .build();

  // A server that never ends its headers must not fill our memory.
  private static final ConnectionConfig BOUNDED_HEADERS =
      ConnectionConfig.custom()
          .setMessageConstraints(
              MessageConstraints.custom().setMaxLineLength(32_768).setMaxHeaderCount(200).build())
          .build();

  // The deadline is kept by who started us; the socket's own time-out only ends what slipped away.
  private static final Duration AFTER_DEADLINE = Duration.ofSeconds(5);

  private final AddressRules rules;
  private final Request request;
  private final @Nullable HttpHost proxy;
  private final HttpRequestBase message;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.BEFORE);

  Exchange(AddressRules rules, Request request, Duration connect, Duration remaining) {
    this.rules = rules;
    this.request = request;
    proxy = rules.proxyFor(request.uri());
    message = message(request);
    int timeout = millis(remaining);
    message.setConfig(
        RequestConfig.custom()
            .setConnectTimeout(Math.min(timeout, millis(connect)))
            .setSocketTimeout(millis(remaining.plus(AFTER_DEADLINE)))
            .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
            .setNormalizeUri(false)
            .setProxy(proxy)
            .build());
  }

  Answer run() throws IOException {
    try (CloseableHttpClient client = client();
        CloseableHttpResponse response = execute(client)) {
      return new Answer(
          response.getStatusLine().getStatusCode(),
          headers(response),
          body(response.getEntity()),
          request.uri());
    } catch (TooLargeException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  private CloseableHttpResponse execute(CloseableHttpClient client) throws IOException {
    if (proxy != null) {
      rules.checkBehindProxy(request.uri());
    }
    CloseableHttpResponse response = client.execute(message);
    if (stage.get() == Stage.BEFORE) {
      // The client hands a proxy's refusal on as if the other end had said it.
      int status = response.getStatusLine().getStatusCode();
      response.close();
      throw new ProxyException("the proxy refused with HTTP " + status);
    }
    return response;
  }

  /** Ends the exchange from another thread and tells what that means for the request. */
  IOException cancel(String reason) {
    boolean certain = stage.compareAndSet(Stage.BEFORE, Stage.CANCELLED);
    try {
      message.abort();
    } catch (IllegalStateException e) {
      // It ended by itself in this very moment and its connection is closed already.
    }
    String text = request + ": " + reason;
    return certain ? new NotSentException(text) : new IOException(text);
  }

  /** Leaves the cause out: its message may repeat the address or what the server said. */
  private IOException failure(Exception e) {
    String host = request.uri().getHost();
    String text = request.method() + " " + host + ": " + FailureWords.of(e);
    return stage.get() == Stage.SENT ? new IOException(text) : new NotSentException(text);
  }

  private CloseableHttpClient client() {
    BasicHttpClientConnectionManager connections =
        new BasicHttpClientConnectionManager(
            SCHEMES,
            /* connFactory= */ null,
            /* schemePortResolver= */ null,
            host ->
                proxy == null
                    ? rules.resolve(request.uri(), host)
                    : InetAddress.getAllByName(host));
    connections.setConnectionConfig(BOUNDED_HEADERS);
    return HttpClientBuilder.create()
        .setConnectionManager(connections)
        .setConnectionReuseStrategy(NoConnectionReuseStrategy.INSTANCE)
        .setRequestExecutor(new Marking())
        .setUserAgent(HttpOutbound.USER_AGENT)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableAuthCaching()
        .disableCookieManagement()
        .build();
  }

  private static HttpRequestBase message(Request request) {
    Message message = new Message(request.method());
    message.setURI(URI.create(request.uri().toASCIIString()));
    request.headers().forEach(message::setHeader);
    if (request.body().length > 0) {
      message.setEntity(new ByteArrayEntity(request.body()));
    }
    return message;
  }

  private static Map<String, List<String>> headers(HttpResponse response) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Header header : response.getAllHeaders()) {
      headers.merge(
          header.getName().toLowerCase(Locale.ROOT), List.of(header.getValue()), Exchange::join);
    }
    return headers;
  }

  private static List<String> join(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** Reads decoded bytes. The stream is not closed: that would read a rest without end. */
  private byte[] body(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    InputStream in = entity.getContent();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (all.size() + n > request.maxBytes()) {
        message.abort();
        throw new TooLargeException(request + ": larger than " + request.maxBytes() + " bytes");
      }
      all.write(buffer, 0, n);
    }
    return all.toByteArray();
  }

  private static int millis(Duration duration) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
  }

  /** Notes the moment before the first byte of the request: what fails earlier was not sent. */
  private final class Marking extends HttpRequestExecutor {
    @Override
    protected HttpResponse doSendRequest(
        HttpRequest sending, HttpClientConnection connection, HttpContext context)
        throws IOException, HttpException {
      boolean tunnel = sending.getRequestLine().getMethod().equals("CONNECT");
      if (!tunnel && !stage.compareAndSet(Stage.BEFORE, Stage.SENT)) {
        throw new IOException("cancelled");
      }
      return super.doSendRequest(sending, connection, context);
    }
  }

  /** Any method, with or without a body. */
  private static final class Message extends HttpEntityEnclosingRequestBase {
    private final String method;

    Message(String method) {
      this.method = method;
    }

    @Override
    public String getMethod() {
      return method;
    }
  }

  /** The proxy, and not who was called, said no. */
  static final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;

    ProxyException(String message) {
      super(message);
    }
  }

  private static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(String message) {
      super(message);
    }
  }
}
