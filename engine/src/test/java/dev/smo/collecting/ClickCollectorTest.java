// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.collecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.smo.clicks.Click;
import dev.smo.clicks.ClickCounter;
import dev.smo.clicks.ClickFlush;
import dev.smo.clicks.ClickNodes;
import dev.smo.clicks.ClickSums;
import dev.smo.clicks.LinkClickCounter;
import dev.smo.clicks.LinkClickFlush;
import dev.smo.clicks.LinkClicks;
import dev.smo.clicks.TallyServlet;
import dev.smo.fixture.SlingRequest;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Secret;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.servlet.ServletException;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.osgi.MockOsgi;
import org.apache.sling.testing.mock.sling.MockSling;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two instances of publish behind one address, and author, each with a repository of its own. */
@ExtendWith(SlingContextExtension.class)
class ClickCollectorTest {
  private static final Secret KEY = Secret.of("a secret of the two");
  private static final String POST = Keys.post("toy", "page", "1");
  private static final String PAGE = "0123456789abcdef0123456789abcdef";

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final TestClock clock = new TestClock();
  private final List<Publish> instances = new ArrayList<>();
  private HttpServer balancer;
  private LinkClicks links;
  private ClickNodes shares;
  private volatile Publish answering;

  /** One instance: what it counts is in its own repository. */
  private final class Publish {
    private final LinkClickCounter followed = new LinkClickCounter();
    private final ClickCounter shared = new ClickCounter();
    private final LinkClicks links;
    private final ClickNodes shares;
    private final TallyServlet servlet;

    Publish(String name, Secret key) throws LoginException, PersistenceException {
      ResourceResolverFactory factory =
          MockSling.newResourceResolverFactory(
              ResourceResolverType.RESOURCERESOLVER_MOCK, MockOsgi.newBundleContext());
      try (ResourceResolver resolver = factory.getServiceResourceResolver(Map.of())) {
        var top = resolver.create(resolver.getResource("/"), "var", Map.of());
        resolver.create(top, "smo", Map.of("jcr:primaryType", "sling:Folder"));
        resolver.commit();
      }
      Repository repository = new Repository(factory);
      links = new LinkClicks(repository, name);
      shares = new ClickNodes(repository, name);
      servlet = new TallyServlet(key, links, shares, name, clock);
    }

    void clicks(int links, int bars) {
      for (int i = 0; i < links; i++) {
        followed.add(POST);
      }
      for (int i = 0; i < bars; i++) {
        shared.add(new Click(PAGE, "mastodon"));
      }
      new LinkClickFlush(followed, this.links, clock).run();
      new ClickFlush(shared, shares, clock).run();
    }
  }

  @BeforeEach
  void start() throws IOException {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
    Repository repository = new Repository(context.getService(ResourceResolverFactory.class));
    links = new LinkClicks(repository, "author");
    shares = new ClickNodes(repository, "author");
    balancer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    balancer.createContext("/", this::balance);
    balancer.start();
  }

  @AfterEach
  void stop() {
    balancer.stop(0);
  }

  private void balance(HttpExchange exchange) throws IOException {
    SlingRequest request = new SlingRequest(context.resourceResolver(), context.bundleContext());
    request.setMethod("GET");
    request.setQueryString(exchange.getRequestURI().getQuery());
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                request.setHeader(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    try {
      answering.servlet.service(request, response);
    } catch (ServletException e) {
      throw new IOException(e);
    }
    for (String name : response.getHeaderNames()) {
      exchange.getResponseHeaders().add(name, response.getHeader(name));
    }
    byte[] body = response.getOutput();
    exchange.sendResponseHeaders(response.getStatus(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Publish publish(String name) throws LoginException, PersistenceException {
    Publish publish = new Publish(name, KEY);
    instances.add(publish);
    return publish;
  }

  /** Two rounds in which author asks, and each instance is the one that answers. */
  private void collect(Secret key) {
    String host = balancer.getAddress().getAddress().getHostAddress();
    String address = "http://" + host + ":" + balancer.getAddress().getPort() + TallyServlet.PATH;
    ClickCollector collector =
        new ClickCollector(
            List.of(address),
            key,
            HttpOutbound.allowing(host),
            new ClickCollector.Kept(links, shares),
            clock);
    for (int i = 0; i < 2; i++) {
      for (Publish instance : instances) {
        answering = instance;
        collector.run();
      }
    }
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(ZoneOffset.UTC));
  }

  private Map<String, Long> followed() {
    return links.sums(YearMonth.from(today()), YearMonth.from(today()));
  }

  @Test
  void authorHasTheClicksOfEachInstanceOnceHoweverOftenItAsks() throws Exception {
    Publish one = publish("one");
    Publish two = publish("two");
    one.clicks(3, 2);
    two.clicks(4, 1);
    collect(KEY);
    collect(KEY);
    assertEquals(Map.of(POST, 7L), followed());
    ClickSums sums = new ClickSums(shares, clock);
    assertEquals(Map.of("mastodon", 3L), sums.of(PAGE));
    assertEquals(
        Map.of(today(), Map.of("mastodon", 3L)), sums.days(PAGE, today().minusDays(1), today()));

    one.clicks(5, 0);
    collect(KEY);
    assertEquals(Map.of(POST, 12L), followed());
  }

  @Test
  void whatAnInstanceCountedStaysWhenItIsReplaced() throws Exception {
    publish("one").clicks(3, 2);
    collect(KEY);
    instances.clear();
    publish("two").clicks(1, 1);
    collect(KEY);
    assertEquals(Map.of(POST, 4L), followed());
    assertEquals(Map.of("mastodon", 3L), new ClickSums(shares, clock).of(PAGE));
  }

  @Test
  void aClickJustBeforeMidnightComesOnTheDayAfter() throws Exception {
    Publish one = publish("one");
    clock.pass(Duration.ofHours(14).plusMinutes(59));
    LocalDate before = today();
    one.clicks(2, 2);
    clock.pass(Duration.ofMinutes(5));
    collect(KEY);
    assertTrue(today().isAfter(before));
    assertEquals(
        Map.of(before, Map.of("mastodon", 2L)),
        new ClickSums(shares, clock).days(PAGE, before, today()));
    assertEquals(
        Map.of(before, 2L), links.days(POST, YearMonth.from(before), YearMonth.from(before)));
  }

  @Test
  void clicksAreKnownOnceAnInstanceWasAskedThoughNobodyClickedYet() throws Exception {
    publish("one");
    assertFalse(links.known());
    collect(KEY);
    assertTrue(links.known());
    assertEquals(Map.of(), followed());
  }

  @Test
  void whoeverDoesNotKnowTheSecretIsToldNothingAndBelievedNothing() throws Exception {
    publish("one").clicks(3, 2);
    collect(Secret.of("another secret than that"));
    assertEquals(Map.of(), followed());
    assertFalse(links.known());

    instances.clear();
    Publish none = new Publish("two", Secret.of(""));
    instances.add(none);
    none.clicks(3, 2);
    collect(Secret.of(""));
    collect(KEY);
    assertFalse(links.known(), "an instance without a secret tells nobody");
  }
}
