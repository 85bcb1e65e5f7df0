package dev.smo.webmention;

import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.outbound.html.HtmlLimitException;
import dev.smo.page.WebAddress;
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
final class Calls {
  static final int MOST_TRIES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private final Endpoints endpoints;
  private final Outbound outbound;
  private final Clock clock;

  Calls(Outbound outbound, Clock clock) {
    this.endpoints = new Endpoints(outbound);
    this.outbound = outbound;
    this.clock = clock;
  }

  /** Tells of a link in a page as it is now, unless that was done or must wait. */
  Told tell(WebAddress source, Told one, String digest) throws InterruptedException {
    boolean done = one.state() != Told.State.WAITING && one.digest().equals(digest);
    return done ? one : call(source, one, digest);
  }

  /** Tells that a link is gone; gives what knows nothing any more once that is done. */
  Told farewell(WebAddress source, Told one) throws InterruptedException {
    Told then = call(source, one, one.digest());
    return then.state() == Told.State.TOLD ? then.declined("") : then;
  }

  private Told call(WebAddress source, Told one, String digest) throws InterruptedException {
    if (one.state() == Told.State.WAITING && !one.due(Instant.now(clock))) {
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

  private Answer post(URI endpoint, WebAddress source, Told one)
      throws IOException, InterruptedException {
    Map<String, List<String>> notice = new LinkedHashMap<>();
    notice.put("source", List.of(source.toString()));
    notice.put("target", List.of(one.target()));
    return outbound.send(Request.post(endpoint).form(notice));
  }

  private Told answered(Told one, Answer answer, String digest) {
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

  private Told failed(Told one, String digest, String reason) {
    int failures = one.state() == Told.State.WAITING ? one.tries() + 1 : 1;
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
