// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.smo.clicks.LinkClickCounter;
import dev.smo.clicks.LinkClickFlush;
import dev.smo.clicks.LinkClicks;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.servlet.ServletException;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class ShortLinkFilterTest {
  private static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  private static final String POST = Keys.post("toy", "page", "1");
  private static final String CODE = ShortLinks.code(POST);
  private static final String TARGET = "https://museum.example/en/winter.html?utm_source=toy#hours";
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final LinkClickCounter counter = new LinkClickCounter();
  private Repository repository;
  private LinkClicks clicks;
  private ShortLinkFilter filter;
  private boolean passedOn;

  @BeforeEach
  void open() throws Exception {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    leads(CODE, TARGET);
    repository =
        new Repository(Objects.requireNonNull(context.getService(ResourceResolverFactory.class)));
    clicks = new LinkClicks(repository, "one");
    filter = new ShortLinkFilter("/s/", repository, counter);
  }

  private void leads(String code, String target) throws Exception {
    context
        .create()
        .resource(ShortLinks.path(code), ShortLinks.TARGET, target, ShortLinks.POST, POST);
    context.resourceResolver().commit();
  }

  private MockSlingHttpServletResponse ask(String method, String path, String... headers)
      throws IOException, ServletException {
    MockSlingHttpServletRequest request =
        new MockSlingHttpServletRequest(context.resourceResolver(), context.bundleContext());
    request.setMethod(method);
    request.setPathInfo(path);
    request.setHeader("User-Agent", BROWSER);
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    passedOn = false;
    filter.doFilter(request, response, (any, other) -> passedOn = true);
    return response;
  }

  private long counted() {
    new LinkClickFlush(counter, clicks, NOON).run();
    return clicks.sums(NOVEMBER, NOVEMBER).getOrDefault(POST, 0L);
  }

  @Test
  void whoFollowsAShortLinkGetsToItsPageWithoutACookie() throws Exception {
    MockSlingHttpServletResponse answer = ask("GET", "/s/" + CODE);
    assertEquals(302, answer.getStatus());
    assertEquals(TARGET, answer.getHeader("Location"));
    assertEquals("no-store", answer.getHeader("Cache-Control"));
    assertNull(answer.getHeader("Set-Cookie"));
    assertEquals(1, counted());
  }

  @Test
  void noCodeLeadsAnywhereButToAnAddressOfTheLedger() throws Exception {
    for (String hostile :
        List.of(
            "https://evil.example/",
            "//evil.example",
            "/evil.example",
            "../../etc/passwd",
            CODE + "/../" + CODE,
            CODE.toUpperCase(Locale.ROOT) + "!",
            CODE + "?to=https://evil.example",
            CODE + "0",
            CODE.substring(1),
            "zzzzzzzzzzzz",
            "000000000000",
            CODE + "\r\nSet-Cookie: a=b",
            "%2f%2fevil.example",
            "")) {
      MockSlingHttpServletResponse answer = ask("GET", "/s/" + hostile);
      assertTrue(passedOn, hostile);
      assertNull(answer.getHeader("Location"), hostile);
    }
    assertEquals(0, counted());
  }

  @Test
  void aTargetThatIsNoAddressOfTheWebIsNotFollowed() throws Exception {
    leads("00000000000a", "javascript:alert(1)");
    leads("00000000000b", "https://museum.example/\r\nSet-Cookie: a=b");
    for (String code : List.of("00000000000a", "00000000000b")) {
      assertNull(ask("GET", "/s/" + code).getHeader("Location"), code);
      assertTrue(passedOn, code);
    }
  }

  @Test
  void otherAddressesAreLeftToTheHost() throws Exception {
    for (String other : List.of("/", "/s", "/sun/" + CODE, "/en/s/" + CODE)) {
      ask("GET", other);
      assertTrue(passedOn, other);
    }
  }

  @Test
  void machinesAndWhoeverAsksNotToBeMeasuredGetThereAndAreNotCounted() throws Exception {
    String[][] uncounted = {
      {"User-Agent", "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"},
      {"User-Agent", "Mastodon/4.4.0 (http.rb/5.2.0; +https://mastodon.social/)"},
      {"User-Agent", "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient)"},
      {"User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
      {"User-Agent", "WhatsApp/2.23.20.0"},
      {"User-Agent", "TelegramBot (like TwitterBot)"},
      {"User-Agent", "curl/8.5.0"},
      {"User-Agent", ""},
      {"Sec-Purpose", "prefetch;prerender"},
      {"Purpose", "prefetch"},
      {"X-Moz", "prefetch"},
      {"DNT", "1"},
      {"Sec-GPC", "1"},
    };
    for (String[] header : uncounted) {
      assertEquals(302, ask("GET", "/s/" + CODE, header).getStatus(), header[1]);
      assertEquals(0, counted(), header[0] + ": " + header[1]);
    }
    assertEquals(302, ask("HEAD", "/s/" + CODE).getStatus());
    assertEquals(0, counted(), "HEAD");
  }

  @Test
  void browsersOfPeopleAreCounted() throws Exception {
    String[] people = {
      BROWSER,
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
      "Mozilla/5.0 (Linux; Android 11; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/138.0.0.0 Mobile Safari/537.36",
      "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0"
          + " Mobile Safari/537.36",
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/22F76"
          + " Instagram 389.0.0.0",
    };
    for (int i = 0; i < people.length; i++) {
      ask("GET", "/s/" + CODE, "User-Agent", people[i], "DNT", "0");
      assertEquals(i + 1, counted(), people[i]);
    }
  }

  /** Over real sockets, while the minute ends again and again: no click is lost or doubled. */
  @Test
  void manyClicksAtOnceAreAllCounted() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService workers = Executors.newFixedThreadPool(8);
    server.setExecutor(workers);
    server.createContext("/", this::serve);
    server.start();
    int threads = 8;
    int each = 500;
    ExecutorService visitors = Executors.newFixedThreadPool(threads);
    try {
      URI link = URI.create("http://localhost:" + server.getAddress().getPort() + "/s/" + CODE);
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(visitors.submit(() -> follow(link, each)));
      }
      int answered = 0;
      for (Future<Integer> visitor : all) {
        counted(); // as the end of a minute does
        answered += visitor.get();
      }
      assertEquals(threads * each, answered);
      assertEquals(answered, counted());
    } finally {
      visitors.shutdownNow();
      server.stop(0);
      workers.shutdownNow();
    }
  }

  private static int follow(URI link, int times) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    int led = 0;
    for (int i = 0; i < times; i++) {
      HttpRequest request = HttpRequest.newBuilder(link).header("User-Agent", BROWSER).build();
      HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
      led += answer.headers().firstValue("Location").filter(TARGET::equals).isPresent() ? 1 : 0;
    }
    return led;
  }

  private void serve(HttpExchange exchange) throws IOException {
    MockSlingHttpServletRequest request =
        new MockSlingHttpServletRequest(context.resourceResolver(), context.bundleContext());
    request.setMethod(exchange.getRequestMethod());
    request.setPathInfo(exchange.getRequestURI().getPath());
    request.setHeader("User-Agent", exchange.getRequestHeaders().getFirst("User-Agent"));
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    try {
      filter.doFilter(request, response, (any, other) -> {});
    } catch (ServletException e) {
      throw new IOException(e);
    }
    exchange.getResponseHeaders().set("Location", String.valueOf(response.getHeader("Location")));
    exchange.sendResponseHeaders(response.getStatus(), -1);
    exchange.close();
  }
}
