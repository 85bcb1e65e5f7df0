// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.html.HtmlLimitException;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.web.WebAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one receiver of one link, each time more patiently, five times at most. */
final class WebmentionCalls {
  static final int MOST_TRIES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(WebmentionCalls.class);

  private final Endpoints endpoints;
  private final Outbound outbound;
  private final Clock clock;

  WebmentionCalls(Outbound outbound, Clock clock) {
    this.endpoints = new Endpoints(outbound);
    this.outbound = outbound;
    this.clock = clock;
  }

  /** Tells of a link in a page as it is now, unless that was done or must wait. */
  SentWebmention tell(WebAddress source, SentWebmention one, String digest)
      throws InterruptedException {
    boolean done = one.state() != SentWebmention.State.WAITING && one.digest().equals(digest);
    return done ? one : call(source, one, digest);
  }

  /** Tells that a link is gone; gives what knows nothing any more once that is done. */
  SentWebmention farewell(WebAddress source, SentWebmention one) throws InterruptedException {
    SentWebmention then = call(source, one, one.digest());
    return then.state() == SentWebmention.State.TOLD ? then.declined("") : then;
  }

  private SentWebmention call(WebAddress source, SentWebmention one, String digest)
      throws InterruptedException {
    if (one.state() == SentWebmention.State.WAITING && !one.due(Instant.now(clock))) {
      return one;
    }
    try {
      Optional<WebAddress> page = WebAddress.of(one.target());
      Optional<URI> endpoint = page.isEmpty() ? Optional.empty() : endpoints.of(page.get());
      if (endpoint.isEmpty()) {
        return one.declined(digest);
      }
      return answered(one, post(endpoint.get(), source, one), digest);
    } catch (HtmlLimitException e) {
      LOG.info("{} is not searched for an endpoint: {}", one.target(), e.getMessage());
      return one.declined(digest);
    } catch (IOException e) {
      return failed(one, digest, String.valueOf(e.getMessage()));
    }
  }

  private Answer post(URI endpoint, WebAddress source, SentWebmention one)
      throws IOException, InterruptedException {
    Map<String, List<String>> notice = new LinkedHashMap<>();
    notice.put("source", List.of(source.toString()));
    notice.put("target", List.of(one.target()));
    return outbound.send(Request.post(endpoint).form(notice));
  }

  private SentWebmention answered(SentWebmention one, Answer answer, String digest) {
    if (answer.ok()) {
      LOG.info("{} was told", answer.uri().getHost());
      return one.told(digest);
    }
    String status = "HTTP " + answer.status();
    if (answer.status() >= 500 || answer.status() == 429 || answer.status() == 408) {
      return failed(one, digest, status);
    }
    LOG.info("{} declines: {}", answer.uri().getHost(), status);
    return one.declined(digest);
  }

  private SentWebmention failed(SentWebmention one, String digest, String reason) {
    int failures = one.state() == SentWebmention.State.WAITING ? one.tries() + 1 : 1;
    String host = URI.create(one.target()).getHost();
    if (failures >= MOST_TRIES) {
      LOG.info("{} is given up: {}", host, reason);
      return one.declined(digest);
    }
    LOG.info("{} cannot be told now: {}", host, reason);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << (failures - 1));
    return one.later(failures, Instant.now(clock).plus(pause));
  }
}
