// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * {@link Outbound} on Apache HttpClient, chosen because its resolver hook lets us check the very
 * addresses that it then connects to. Each exchange runs on a thread of ours, so that a slow
 * look-up or a server that drips can be left at the deadline, and interrupted callers return.
 */
@Component(service = Outbound.class)
@Designate(ocd = HttpOutbound.Config.class)
public final class HttpOutbound implements Outbound {
  static final String USER_AGENT = "SMO/0.1";

  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** What an operator may change. */
  @ObjectClassDefinition(
      name = "SMO outbound HTTP client",
      description = "Which hosts SMO may connect to, beyond the public internet over https.")
  public @interface Config {
    @AttributeDefinition(
        name = "Allowed private hosts",
        description =
            "Hosts, as host or host:port, that may be reached although they resolve to private"
                + " addresses. Default: none.")
    String[] allowed_private_hosts() default {};

    @AttributeDefinition(
        name = "Allow http",
        description = "Whether the allowed private hosts may be reached over http. Default: no.")
    boolean allow_http() default false;

    @AttributeDefinition(
        name = "Connect time-out",
        description = "Longest time to set up a connection, in seconds. Default: 10.")
    int connect_timeout_seconds() default 10;

    @AttributeDefinition(
        name = "Proxy",
        description =
            "HTTP proxy, as host:port, through which public hosts are reached (CONNECT); the"
                + " allowed private hosts are reached directly. It must itself refuse private"
                + " addresses whose names cannot be looked up here. Default: none.")
    String proxy() default "";
  }

  private final AddressRules rules;
  private final Duration connectTimeout;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "smo-outbound");
            thread.setDaemon(true);
            return thread;
          });

  @Activate
  public HttpOutbound(Config config) {
    this(
        new AddressRules(config.allowed_private_hosts(), config.allow_http(), config.proxy()),
        Duration.ofSeconds(config.connect_timeout_seconds()));
  }

  HttpOutbound(AddressRules rules, Duration connectTimeout) {
    this.rules = rules;
    this.connectTimeout = connectTimeout;
  }

  /**
   * A client for tests and tools, outside of OSGi.
   *
   * @param privateHosts {@code host} or {@code host:port}, reachable over http too
   */
  public static HttpOutbound allowing(String... privateHosts) {
    return new HttpOutbound(
        new AddressRules(privateHosts, /* http= */ true, /* proxy= */ ""), Duration.ofSeconds(10));
  }

  /** Takes no more requests; those under way end as they would. */
  @Deactivate
  public void close() {
    threads.shutdown();
  }

  @Override
  public Answer send(Request request) throws IOException, InterruptedException {
    CallDeadline.check(request);
    Answer answer = followed(request);
    CallDeadline.saw(answer);
    return answer;
  }

  @Override
  public List<String> converse(Request opening, String message, Predicate<String> last)
      throws IOException, InterruptedException {
    CallDeadline.check(opening);
    return Conversation.about(rules, opening, connectTimeout, message, last).run(opening.timeout());
  }

  private Answer followed(Request request) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + request.timeout().toNanos();
    Request next = request;
    for (int hops = 0; ; hops++) {
      Answer answer = once(next, Duration.ofNanos(deadline - System.nanoTime()));
      if (!redirected(next, answer)) {
        return answer;
      }
      if (hops == MAX_REDIRECTS) {
        throw new IOException(request + ": more than " + MAX_REDIRECTS + " redirects");
      }
      next = follow(next, answer);
    }
  }

  private Answer once(Request request, Duration remaining)
      throws IOException, InterruptedException {
    rules.check(request.uri());
    Exchange exchange = new Exchange(rules, request, connectTimeout, remaining);
    Future<Answer> answer;
    try {
      answer = threads.submit(exchange::run);
    } catch (RejectedExecutionException e) {
      throw new NotSentException(request + ": the client is being closed", e);
    }
    try {
      return answer.get(remaining.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw exchange.cancel("no answer within " + request.timeout().toMillis() + " ms");
    } catch (InterruptedException e) {
      exchange.cancel("interrupted");
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(request.toString(), e);
    }
  }

  private static boolean redirected(Request request, Answer answer) {
    return request.redirects()
        && Set.of("GET", "HEAD").contains(request.method())
        && REDIRECTS.contains(answer.status())
        && answer.header("location").isPresent();
  }

  private static Request follow(Request request, Answer answer) throws IOException {
    URI target;
    try {
      target = request.uri().resolve(Location.read(answer.header("location").orElseThrow()));
    } catch (IllegalArgumentException e) {
      throw new IOException(request + ": redirects to an address that cannot be read");
    }
    Request next = Request.of(request.method(), target).within(request.timeout());
    next = next.atMost(request.maxBytes()).followingRedirects();
    boolean sameOrigin = origin(request.uri()).equals(origin(target));
    for (var header : request.headers().entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (sameOrigin || !Set.of("authorization", "cookie").contains(name)) {
        next = next.header(header.getKey(), header.getValue());
      }
    }
    return next;
  }

  private static String origin(URI uri) {
    String scheme = Objects.toString(uri.getScheme(), "").toLowerCase(Locale.ROOT);
    String host = Objects.toString(uri.getHost(), "").toLowerCase(Locale.ROOT);
    return scheme + "://" + host + ":" + uri.getPort();
  }
}
