// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.smo.gate.Verdict.NotYet;
import dev.smo.gate.Verdict.Open;
import dev.smo.gate.Verdict.Shut;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.wording.Pages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private record Served(int status, Map<String, String> headers, byte[] body) {}

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  private final Map<String, Served> served = new ConcurrentHashMap<>();
  private final List<String> cookies = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private HttpOutbound outbound;
  private Page.Builder page;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    outbound = HttpOutbound.allowing("localhost:" + server.getAddress().getPort());
    page = Pages.page(uri("/open.html")).title("Winter hours");
  }

  @AfterEach
  void stop() {
    outbound.close();
    server.stop(0);
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    cookies.addAll(exchange.getRequestHeaders().getOrDefault("Cookie", List.of()));
    Served found =
        served.getOrDefault(
            exchange.getRequestURI().getPath(), new Served(404, Map.of(), new byte[0]));
    found.headers().forEach(exchange.getResponseHeaders()::add);
    exchange.sendResponseHeaders(
        found.status(), found.body().length == 0 ? -1 : found.body().length);
    exchange.getResponseBody().write(found.body());
    exchange.close();
  }

  private void serve(String path, int status, String type, byte[] body) {
    served.put(
        path, new Served(status, Map.of("Content-Type", type, "Set-Cookie", "session=1"), body));
  }

  private void serveHtml(String head) {
    byte[] body = ("<!doctype html><head>" + head).getBytes(StandardCharsets.UTF_8);
    serve("/open.html", 200, "text/html;charset=utf-8", body);
  }

  private static String title(String title) {
    return "<meta property=og:title content=\"" + title + "\">";
  }

  private static String canonical(String address) {
    return "<link rel=canonical href='" + address + "'>";
  }

  private Verdict check() throws InterruptedException {
    return new Gate(outbound).check(page.build());
  }

  private void assertNotYet(String reason) throws InterruptedException {
    assertEquals(reason, assertInstanceOf(NotYet.class, check()).reason());
  }

  private void assertShut(String reason) throws InterruptedException {
    assertEquals(reason, assertInstanceOf(Shut.class, check()).reason());
  }

  @Test
  void opensForAPageAsPlanned() throws Exception {
    serveHtml(title("Winter  hours") + canonical("/open.html#top"));
    assertTrue(assertInstanceOf(Open.class, check()).picture().isEmpty());
  }

  @Test
  void loadsThePictureOfTheCard() throws Exception {
    serveHtml(title("Winter hours") + "<meta property=og:image content=/snow.png>");
    serve("/snow.png", 200, "image/png", PNG);
    PublicImage picture = assertInstanceOf(Open.class, check()).picture().orElseThrow();
    assertArrayEquals(PNG, picture.bytes());
    assertEquals("image/png", picture.type());
    assertEquals(uri("/snow.png"), picture.url());
    assertEquals(List.of(), cookies);
  }

  @Test
  void aPageThatIsNestedTooDeepIsNotLookedThrough() throws Exception {
    serveHtml(title("Winter hours") + "<body>" + "<div>".repeat(300));
    assertNotYet("The page cannot be read: its HTML is nested deeper than 200 elements");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410, 429, 500, 503, 204})
  void waitsForAPageThatIsNotThere(int status) throws Exception {
    serve("/open.html", status, "text/html", new byte[0]);
    assertNotYet("The public page answers HTTP " + status + ".");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void isShutForAPageThatStrangersMayNotRead(int status) throws Exception {
    serve("/open.html", status, "text/html", new byte[0]);
    assertShut("Strangers may not read the page: HTTP " + status + ".");
  }

  @Test
  void waitsForAServerThatDoesNotAnswer() throws Exception {
    server.stop(0);
    String reason = assertInstanceOf(NotYet.class, check()).reason();
    assertTrue(reason.startsWith("The page cannot be loaded: "), reason);
  }

  @Test
  void followsRedirectsOnTheSite() throws Exception {
    served.put("/open.html", new Served(302, Map.of("Location", "/new.html"), new byte[0]));
    byte[] html =
        (title("Winter hours") + canonical("/open.html")).getBytes(StandardCharsets.UTF_8);
    serve("/new.html", 200, "text/html", html);
    assertInstanceOf(Open.class, check());
  }

  @Test
  void isShutForAPageThatSendsStrangersElsewhere() throws Exception {
    int port = server.getAddress().getPort();
    outbound.close();
    outbound = HttpOutbound.allowing("localhost:" + port, "127.0.0.1:" + port);
    String login = "http://127.0.0.1:" + port + "/login";
    served.put("/open.html", new Served(302, Map.of("Location", login), new byte[0]));
    serve("/login", 200, "text/html", PNG);
    assertShut("The page redirects to another site, 127.0.0.1.");
  }

  @Test
  void waitsForHtml() throws Exception {
    serve("/open.html", 200, "application/json", PNG);
    assertNotYet("The public page is of type 'application/json', not HTML.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"noindex", "NOINDEX, nofollow", "none", "googlebot: noindex"})
  void isShutForAPageThatAsksNotToBeListed(String rule) throws Exception {
    serveHtml(title("Winter hours") + "<META NAME=Robots CONTENT='" + rule + "'>");
    assertShut("The page asks not to be listed (meta robots: noindex).");
    served.put(
        "/open.html",
        new Served(200, Map.of("Content-Type", "text/html", "X-Robots-Tag", rule), PNG));
    assertShut("The page asks not to be listed (X-Robots-Tag: noindex).");
  }

  @Test
  void otherRobotsRulesDoNotShut() throws Exception {
    serveHtml(
        title("Winter hours")
            + "<meta name=robots content='index, nofollow, max-image-preview:none'>");
    assertInstanceOf(Open.class, check());
  }

  @Test
  void isShutForAPagePlannedWithNoindexWithoutLooking() throws Exception {
    page.noindex(true);
    assertShut("The page asks not to be listed (noindex).");
  }

  @Test
  void isShutForAClosedPageWithoutLooking() throws Exception {
    page.closed(true);
    assertShut("Strangers may not read this page.");
  }

  @Test
  void opensForAFileThatIsThereAndTakesAPictureForItsOwn() throws Exception {
    page.file(true);
    serve("/open.html", 200, "application/pdf", PNG);
    assertTrue(assertInstanceOf(Open.class, check()).picture().isEmpty());
    serve("/open.html", 200, "image/png", PNG);
    PublicImage picture = assertInstanceOf(Open.class, check()).picture().orElseThrow();
    assertArrayEquals(PNG, picture.bytes());
    serve("/open.html", 403, "image/png", PNG);
    assertShut("Strangers may not read the page: HTTP 403.");
    serve("/open.html", 404, "text/html", PNG);
    assertNotYet("The public page answers HTTP 404.");
  }

  @Test
  void waitsWhileAnotherTitleIsShown() throws Exception {
    serveHtml(title("Summer &amp; hours"));
    assertNotYet(
        "The public page is another: its og:title is 'Summer & hours', planned is 'Winter hours'.");
    serveHtml("<title>Winter hours</title>");
    assertNotYet("The public page has no og:title; planned is 'Winter hours'.");
  }

  @Test
  void waitsWhileAnotherPageOfTheSiteIsCanonical() throws Exception {
    serveHtml(title("Winter hours") + canonical("/old.html"));
    assertNotYet(
        "The public page is another: its canonical address is "
            + uri("/old.html")
            + ", planned is "
            + uri("/open.html")
            + ".");
  }

  @Test
  void isShutWhereAnotherSiteIsCanonical() throws Exception {
    serveHtml(title("Winter hours") + canonical("https://other.example/x"));
    assertShut(
        "The page says that another site's counts: its canonical address is"
            + " https://other.example/x, planned is "
            + uri("/open.html")
            + ".");
  }

  @Test
  void opensWhereTheOtherSiteIsCanonicalAsPlanned() throws Exception {
    page.canonical(URI.create("https://other.example/x"));
    serveHtml(title("Winter hours") + canonical("HTTPS://Other.example:443/x"));
    assertInstanceOf(Open.class, check());
  }

  private void assertWithout(String reason) throws InterruptedException {
    Open open = assertInstanceOf(Open.class, check());
    assertTrue(open.picture().isEmpty());
    assertTrue(open.missing().startsWith(reason), open.missing());
  }

  @Test
  void aPlannedPictureThatThePageDoesNotShowKeepsNobodyFromTheWords() throws Exception {
    page.image(new Image(uri("/snow.png"), "Snow", "", 0, 0));
    serveHtml(title("Winter hours"));
    assertWithout("The public page has no og:image, though a picture is planned.");
  }

  @ParameterizedTest
  @CsvSource({
    "404, image/png, answers HTTP 404",
    "403, image/png, answers HTTP 403",
    "200, text/html, is of type 'text/html'"
  })
  void aPictureThatCannotBeLoadedKeepsNobodyFromTheWords(int status, String type, String reason)
      throws Exception {
    serveHtml(title("Winter hours") + "<meta name=og:image content=/snow.png>");
    serve("/snow.png", status, type, PNG);
    assertWithout("The picture (og:image) " + reason + ".");
  }

  @Test
  void aPictureOnAHostThatIsNotAllowedKeepsNobodyFromTheWords() throws Exception {
    serveHtml(
        title("Winter hours") + "<meta property=og:image content='http://127.0.0.2:9/s.png'>");
    assertWithout("The picture (og:image) cannot be loaded: ");
  }

  @Test
  void takesAPictureOfThirteenMegabytesAndNoneOfMoreThanThirty() throws Exception {
    serveHtml(title("Winter hours") + "<meta property=og:image content=/snow.png>");
    serve("/snow.png", 200, "image/png", new byte[13_000_000]);
    assertTrue(assertInstanceOf(Open.class, check()).picture().isPresent());
    serve("/snow.png", 200, "image/png", new byte[(30 << 20) + 1]);
    assertWithout("The picture (og:image) cannot be loaded: ");
  }

  @Test
  void takesTheNextPictureOfTheCardWhereTheFirstIsGone() throws Exception {
    serveHtml(
        title("Winter hours")
            + "<meta property=og:image content=/gone.png><meta property=og:image:alt"
            + " content=Gone><meta property=og:image content=/snow.png><meta property=og:image:alt"
            + " content=Snow>");
    serve("/snow.png", 200, "image/png", PNG);
    PublicImage picture = assertInstanceOf(Open.class, check()).picture().orElseThrow();
    assertEquals(uri("/snow.png"), picture.url());
    assertEquals("Snow", picture.alt());
  }

  @Test
  void theTextOfAPictureIsThatOfThePictureThatIsSent() throws Exception {
    page.image(new Image(uri("/clock.png"), "A blue clock", "", 0, 0));
    serve("/boat.png", 200, "image/png", PNG);
    serve("/clock.png", 200, "image/png", PNG);
    serveHtml(
        title("Winter hours")
            + "<meta property=og:image content=/boat.png>"
            + "<meta property=og:image:secure_url content=/boat.png>"
            + "<meta property=og:image:alt content='A boat full of books'>");
    assertEquals("A boat full of books", alt());
    serveHtml(title("Winter hours") + "<meta property=og:image content=/boat.png>");
    assertEquals("", alt(), "what is planned speaks of another picture");
    serveHtml(title("Winter hours") + "<meta property=og:image content=/clock.png>");
    assertEquals("A blue clock", alt());
  }

  private String alt() throws InterruptedException {
    return assertInstanceOf(Open.class, check()).picture().orElseThrow().alt();
  }

  @Test
  void waitsWhereThePictureHasNoReadableAddress() throws Exception {
    serveHtml(title("Winter hours") + "<meta property=og:image content='http://[x/a b'>");
    assertFalse(check() instanceof Shut);
  }
}
