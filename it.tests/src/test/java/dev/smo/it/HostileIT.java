// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What attacks and mean input did before they were mended, on the running CMS. */
@OnSlingCms
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileIT {
  private static final String ENDPOINT = "/bin/smo/webmention";

  private static final int OF_ONE_SENDER = 20;

  private final Cms cms;
  private final TestSite site;
  private final StrangersSite stranger = new StrangersSite();

  HostileIT(Cms cms) throws IOException {
    this.cms = cms;
    site =
        cms.site(
            "hostile",
            Map.of(
                "connections", Networks.SANDBOX,
                "settleSeconds", "1",
                "settleSeconds@TypeHint", "Long",
                "burstLimit", "0",
                "burstLimit@TypeHint", "Long"));
    site.policy("webmention", Map.of("receive", "true", "receive@TypeHint", "Boolean"));
  }

  @AfterAll
  void close() {
    stranger.close();
    cms.delete(site.path());
  }

  @Test
  void aSourceOfTensOfThousandsOfNestedElementsHoldsUpNobody() {
    String page = site.published("nested", "A page that is mentioned");
    String nested = "<div class=\"h-feed h-entry\">".repeat(36_000);
    stranger.page("/nested", nested + link(page));
    assertEquals(202, mention(stranger.uri("/nested"), page).statusCode());

    assertEquals(200, cms.admin().get(cms.uri("/bin/smo/posts?days=1")).statusCode());
    awaitReply("/behind-nested", page, "Behind a nested source");
    Eventually.see(
        "line about the nested source",
        cms.server()::log,
        log -> log.contains(stranger.uri("/nested") + " is not looked at"));
    assertEquals(200, cms.admin().get(cms.uri("/bin/smo/posts?days=1")).statusCode());
  }

  @Test
  void manyHostsOfOneDomainShutNobodyOut() {
    String page = site.published("flooded", "A page that many mention");
    List<Integer> answers =
        IntStream.range(0, 70)
            .mapToObj(i -> URI.create("https://host" + i + ".flood.example/"))
            .map(source -> mention(source, page).statusCode())
            .toList();
    long taken = answers.stream().filter(status -> status == 202).count();
    assertTrue(taken <= 20, () -> "more than wait for one sender were taken: " + answers);
    assertEquals(70 - taken, answers.stream().filter(status -> status == 429).count());
    awaitReply("/rightful", page, "A rightful reply in a flood");
  }

  @Test
  void oneSenderFillsItsOwnRoomAndNobodyElses() {
    String page = site.published("room", "A page of which one speaks too often");
    // No more than wait for one sender at a time.
    mentionOften(page, 0, 15);
    mentionOften(page, 15, 25);
    assertEquals(OF_ONE_SENDER, ofSender(page, "127.0.0.1").size());

    String other = stranger.uri("/other").toString().replace("127.0.0.1", "localhost");
    stranger.page("/other", reply(cms.uri(page + ".html").toString(), "From another"));
    assertEquals(202, mention(URI.create(other), page).statusCode());
    awaitKept("From another");

    JsonNode one = ofSender(page, "127.0.0.1").get(0);
    HttpResponse<String> deleted =
        cms.change(
            "/bin/smo/reactions",
            Map.of(
                "action", "delete",
                "identity", one.path("identity").asText(),
                "id", one.path("id").asText(),
                "revision", one.path("revision").asText()));
    assertEquals(200, deleted.statusCode(), deleted::body);
    awaitReply("/room-again", page, "Said where there is room again");
    assertEquals(OF_ONE_SENDER, ofSender(page, "127.0.0.1").size());
  }

  /** Mentions a page so often, each time from another address of one host, and waits for all. */
  private void mentionOften(String page, int from, int to) {
    for (int i = from; i < to; i++) {
      stranger.page("/room" + i, link(page));
      assertEquals(202, mention(stranger.uri("/room" + i), page).statusCode());
    }
    String looked = "of " + page + " from 127.0.0.1: ";
    Eventually.see(
        to + " lines about mentions of " + page,
        () -> cms.server().log().split(Pattern.quote(looked), -1).length - 1,
        lines -> lines >= to);
  }

  private List<JsonNode> ofSender(String page, String host) {
    JsonNode all = cms.admin().json(cms.uri("/bin/smo/reactions?page=" + page)).path("reactions");
    return StreamSupport.stream(all.spliterator(), /* parallel= */ false)
        .filter(one -> one.path("sender").asText().equals(host))
        .toList();
  }

  @Test
  void whatIsSaidToAPageThatClaimsAnothersIdentityIsSaidToItAlone() {
    String page = site.published("owner", "The page with an identity");
    cms.awaitPost(page, Networks.SANDBOX, "SENT");
    String id = identity(page);
    String thief = site.published("thief", "The page that claims it");
    cms.awaitPost(thief, Networks.SANDBOX, "SENT");
    cms.write(thief + "/jcr:content/smo", Map.of("id", id));
    assertEquals(id, identity(thief));

    awaitReply("/to-thief", thief, "Said to the thief");
    String kept = nodeWith("Said to the thief").orElseThrow();
    assertFalse(kept.contains(id), () -> "it stands below the other page: " + kept);
    awaitReply("/to-owner", page, "Said to the owner");
    String own = nodeWith("Said to the owner").orElseThrow();
    assertTrue(own.contains(id), own);
  }

  @Test
  void anotherSpellingOfTheTargetTakesNoReplyAway() {
    String page = site.published("spelled", "A page with many spellings");
    awaitReply("/spelled", page, "A reply that stays");
    String about = "127.0.0.1 may link to " + page + " by another address";
    assertFalse(cms.server().log().contains(about));
    HttpResponse<String> answer = mention(stranger.uri("/spelled"), page + ".html?x=1", "");
    assertEquals(202, answer.statusCode(), answer::body);
    Eventually.see("line about the other spelling", cms.server()::log, log -> log.contains(about));
    assertTrue(nodeWith("A reply that stays").isPresent());
  }

  @Test
  void aTitleThatLooksLikeAThousandAccountsLeavesARecord() {
    String title = "@" + "a.".repeat(4_000) + "a";
    String page = site.published("accounts", title);
    List<JsonNode> posts =
        Eventually.see("record of the page", () -> cms.posts(page), found -> !found.isEmpty());
    assertEquals(Networks.SANDBOX, posts.get(0).path("connection").asText());
  }

  @Test
  void theShowingOfATitleOfDotsEnds() {
    String page = site.page("dots", Map.of("jcr:title", "https://" + ".".repeat(6_000)));
    HttpResponse<String> answer = cms.admin().get(cms.uri("/bin/smo/preview?page=" + page));
    assertEquals(200, answer.statusCode(), answer::body);
  }

  @Test
  void aChangedEndpointAsksForTheSecretsAgain() {
    Map<String, String> connection =
        Map.of(
            "id", "it-hostile",
            "network", "mastodon",
            "endpoint", "https://social.example",
            "secrets.token", "token-that-stays-here");
    cms.connect(connection);
    JsonNode saved =
        StreamSupport.stream(connections().spliterator(), /* parallel= */ false)
            .filter(one -> one.path("id").asText().equals("it-hostile"))
            .findFirst()
            .orElseThrow();
    HttpResponse<String> changed =
        cms.change(
            "/bin/smo/connections",
            Map.of(
                "action", "save",
                "id", "it-hostile",
                "network", "mastodon",
                "revision", saved.path("revision").asText(),
                "endpoint", "https://evil.example"));
    assertEquals(400, changed.statusCode(), changed::body);
    assertTrue(changed.body().contains("token"), changed::body);
    String kept = connections().toString();
    assertTrue(kept.contains("https://social.example"), kept);
    assertFalse(kept.contains("https://evil.example"), kept);
  }

  @Test
  void aSmallFileOfManyPixelsIsPosted() {
    cms.upload(site.path(), "pixels.png", StrangersSite.manyPixels());
    String page =
        site.page(
            "pixels",
            Map.of(
                "jcr:title", "A page with 24 million pixels",
                "sling:thumbnail", site.path() + "/pixels.png",
                "sling:thumbnailAlt", "Stripes"));
    cms.publish(page);
    cms.awaitPost(page, Networks.SANDBOX, "SENT");
    assertFalse(cms.server().log().contains("OutOfMemoryError"));
  }

  @Test
  void aPageWithLettersAndBracketsInItsNameIsKnownByItsAddressToEveryServletForStrangers() {
    String content =
        """
        {"jcr:primaryType": "sling:Page", "jcr:content": {"jcr:primaryType": "nt:unstructured",
        "sling:resourceType": "%s", "sling:published": true, "jcr:title": "\\u00dcbung macht den Meister"}}"""
            .formatted(TestSite.PAGE_TYPE);
    cms.load(site.path(), "übung (neu)", content);
    String page = site.path() + "/übung (neu)";
    // As browsers send it, and as they show it.
    String path = page.replace(" ", "%20");
    URI address = URI.create(cms.uri(path + ".html").toASCIIString());
    assertEquals(200, Http.stranger().get(address).statusCode());
    for (String written : List.of(address.toString(), cms.uri(path) + ".html")) {
      String query = "?url=" + URLEncoder.encode(written, StandardCharsets.UTF_8);
      HttpResponse<String> oembed = cms.visit("/bin/smo/oembed" + query);
      assertEquals(200, oembed.statusCode(), () -> written + ": " + oembed.body());
      assertTrue(oembed.body().contains("Übung macht den Meister"), oembed::body);
      HttpResponse<String> frame = cms.visit("/bin/smo/embed" + query);
      assertEquals(200, frame.statusCode(), () -> written + ": " + frame.body());
    }
    HttpResponse<String> code =
        Http.stranger().get(URI.create(cms.uri(path + ".qr.svg").toASCIIString()));
    assertEquals(200, code.statusCode(), code::body);
    assertEquals(
        204,
        Http.stranger()
            .post(cms.uri("/bin/smo/clicks"), Map.of("page", page, "network", "mastodon"))
            .statusCode());
    for (String servlet : List.of("posts", "preview", "reactions")) {
      String named = "?page=" + URLEncoder.encode(page, StandardCharsets.UTF_8);
      HttpResponse<String> answer = cms.admin().get(cms.uri("/bin/smo/" + servlet + named));
      assertEquals(200, answer.statusCode(), () -> servlet + ": " + answer.body());
    }
    stranger.page("/letters", reply(address.toString(), "A reply to the page with letters"));
    assertEquals(
        202,
        Http.stranger()
            .post(
                cms.uri(ENDPOINT),
                Map.of("source", stranger.uri("/letters").toString(), "target", address.toString()))
            .statusCode());
    awaitKept("A reply to the page with letters");
  }

  private String reply(String address, String words) {
    return "<div class=h-entry><a class=u-in-reply-to href='%s'>re</a>".formatted(address)
        + "<p class=e-content>%s</p>".formatted(inThisRun(words))
        + "<a class='p-author h-card' href='/'>Jane Doe</a></div>";
  }

  /** Reactions of an earlier run on the same CMS are kept though its pages are gone. */
  private String inThisRun(String words) {
    return words + " of " + site.path();
  }

  private String link(String page) {
    return "<a href='" + cms.uri(page + ".html") + "'>a</a>";
  }

  private void awaitReply(String path, String page, String words) {
    stranger.page(path, reply(cms.uri(page + ".html").toString(), words));
    HttpResponse<String> answer = mention(stranger.uri(path), page);
    assertEquals(202, answer.statusCode(), answer::body);
    awaitKept(words);
  }

  private void awaitKept(String words) {
    Eventually.see("reply \"" + words + "\"", () -> nodeWith(words), Optional::isPresent);
  }

  private HttpResponse<String> mention(URI source, String page) {
    return mention(source, page, ".html");
  }

  private HttpResponse<String> mention(URI source, String page, String ending) {
    String target = cms.uri(page + ending).toString();
    return Http.stranger()
        .post(cms.uri(ENDPOINT), Map.of("source", source.toString(), "target", target));
  }

  private String identity(String page) {
    return cms.admin().json(cms.uri(page + "/jcr:content/smo.json")).path("id").asText();
  }

  private JsonNode connections() {
    return cms.admin().json(cms.uri("/bin/smo/connections")).path("connections");
  }

  /** The path of the kept reaction that holds some words. */
  private Optional<String> nodeWith(String words) {
    HttpResponse<String> all = cms.admin().get(cms.uri("/var/smo/reactions.infinity.json"));
    // None is there before the first.
    return all.statusCode() == 404
        ? Optional.empty()
        : nodeWith(Http.parse(all.body()), "", inThisRun(words));
  }

  private static Optional<String> nodeWith(JsonNode node, String path, String words) {
    return StreamSupport.stream(
            ((Iterable<Map.Entry<String, JsonNode>>) node::fields).spliterator(), false)
        .flatMap(
            child ->
                (child.getValue().isTextual() && child.getValue().asText().contains(words)
                        ? Optional.of(path)
                        : nodeWith(child.getValue(), path + "/" + child.getKey(), words))
                    .stream())
        .findFirst();
  }
}
