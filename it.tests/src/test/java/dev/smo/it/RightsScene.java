// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.it.PermissionMatrix.Person;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Things made for a run to be decided about: pages, posts, replies, blocks. */
final class RightsScene {
  static final String CONNECTION = "it-rights";

  /** How all begins that is saved only to be called. */
  static final String SPARE = "it-spare-";

  /** More than are needed, and fewer than one answer holds. */
  private static final int REPLIES = 80;

  private final Cms cms;
  private final Accounts accounts;
  private final TestSite site;
  private final AtomicInteger made = new AtomicInteger();
  private final String page;
  private final JsonNode sent;
  private final String group;
  private final Queue<Map<String, String>> replies = new ArrayDeque<>();

  RightsScene(Cms cms, Accounts accounts) {
    this.cms = cms;
    this.accounts = accounts;
    cms.connect(Map.of("id", CONNECTION, "network", "sandbox", "settings.fault", "none"));
    site = cms.site("rights", quiet(CONNECTION));
    accounts.write(site.path());
    page = site.published("page", "A page for everybody");
    plan(page, Map.of());
    sent = cms.awaitPost(page, CONNECTION, "SENT");
    group = held();
  }

  /** Calls off what waits, erases the replies with their page, and removes what was saved. */
  void end() {
    cms.callOff(CONNECTION);
    changed("/bin/smo/erasure", Map.of("kind", "page", "name", page));
    for (String kind : List.of("connections", "goals", "campaigns")) {
      String address = "/bin/smo/" + kind;
      for (JsonNode one : cms.admin().json(cms.uri(address)).path(kind)) {
        String id = one.path("id").asText();
        if (id.startsWith(SPARE)) {
          String revision = one.path("revision").asText();
          changed(address, Map.of("action", "remove", "id", id, "revision", revision));
        }
      }
    }
  }

  /** The policy of a site of which only that is posted, and at once, which somebody asks for. */
  static Map<String, String> quiet(String connection) {
    return Map.of(
        "connections[0]", connection,
        "enabled", "false",
        "burstLimit", "0",
        "burstLimit@TypeHint", "Long",
        "settleSeconds", "0",
        "settleSeconds@TypeHint", "Long");
  }

  /** A group of posts that a burst holds. */
  private String held() {
    TestSite burst =
        cms.site(
            "rights-burst",
            Map.of(
                "connections[0]", CONNECTION,
                "burstLimit", "1",
                "burstLimit@TypeHint", "Long",
                "settleSeconds", "5",
                "settleSeconds@TypeHint", "Long"));
    accounts.write(burst.path());
    List<String> pages =
        Stream.of("one", "two", "three")
            .map(name -> burst.page(name, Map.of("jcr:title", name + " of three")))
            .toList();
    pages.forEach(cms::publish);
    return Eventually.found(
        "group that is held",
        () ->
            pages.stream()
                .map(of -> cms.admin().json(cms.uri("/bin/smo/posts?page=" + of)))
                .map(posts -> posts.at("/groups/0/id").asText())
                .filter(id -> !id.isEmpty())
                .findFirst());
  }

  String next() {
    return "n" + made.incrementAndGet();
  }

  TestSite site() {
    return site;
  }

  String page() {
    return page;
  }

  String group() {
    return group;
  }

  JsonNode sent() {
    return sent;
  }

  /** A time that no test reaches. */
  static String later() {
    return LocalDate.now(ZoneOffset.UTC).plusDays(20) + " 09:00";
  }

  /** A post that waits for approval, of a page of its own: id and revision. */
  Map<String, String> waiting() {
    String own = site.published(next(), "A page to post");
    plan(own, Map.of("when", later(), "approval", "true"));
    JsonNode post = cms.awaitPost(own, CONNECTION, "AWAITING_APPROVAL");
    return Map.of("id", post.path("id").asText(), "revision", post.path("revision").asText());
  }

  private void plan(String of, Map<String, String> more) {
    Map<String, String> form =
        new HashMap<>(Map.of("action", "plan", "page", of, "connections", CONNECTION));
    form.putAll(more);
    JsonNode result = changed("/bin/smo/requests", form).path("results").path(0);
    assertEquals("", result.path("error").asText(), result::toString);
  }

  /** What an administrator of the CMS is answered who changes something. */
  JsonNode changed(String address, Map<String, String> form) {
    return accepted(cms.change(address, form), form);
  }

  /** What the author is answered, whose reach is this site. */
  JsonNode byAuthor(String address, Map<String, String> form) {
    return accepted(accounts.armed(Person.AUTHOR).post(cms.uri(address), form), form);
  }

  private static JsonNode accepted(HttpResponse<String> answer, Map<String, String> form) {
    assertEquals(200, answer.statusCode(), () -> form + ": " + answer.body());
    return Http.parse(answer.body());
  }

  /**
   * A reply to the post that is out, which nobody has done anything with: identity, id, revision.
   */
  Map<String, String> reply() {
    if (replies.isEmpty()) {
      replies.addAll(heard());
    }
    return replies.remove();
  }

  private List<Map<String, String>> heard() {
    String folder = sent.path("sent").asText().substring(0, 7) + "/" + sent.path("id").asText();
    for (int i = 0; i < REPLIES; i++) {
      String who = next();
      cms.write(
          "/var/smo/sandbox/" + CONNECTION + "/" + folder + "/replies/" + who,
          Map.of(
              "author",
              who,
              // Each of another domain: what one may say that nobody approved has an end.
              "profile",
              "https://" + who + ".example/@" + who,
              "text",
              "What " + who + " says",
              "created",
              "2026-11-24T08:00:00.000Z",
              "created@TypeHint",
              "Date"));
    }
    changed("/bin/smo/reactions", Map.of("action", "refresh", "page", page));
    URI all = cms.uri("/bin/smo/reactions?page=" + page);
    JsonNode list =
        Eventually.see(
            "replies",
            () -> cms.admin().json(all).path("reactions"),
            reactions -> reactions.size() == REPLIES);
    List<Map<String, String>> heard = new ArrayList<>();
    for (JsonNode one : list) {
      heard.add(
          Map.of(
              "identity", one.path("identity").asText(),
              "id", one.path("id").asText(),
              "revision", one.path("revision").asText()));
    }
    return heard;
  }

  /** Somebody whom the author blocked: id and scope. */
  Map<String, String> block() {
    Map<String, String> form = new HashMap<>(reply());
    form.put("action", "block");
    byAuthor("/bin/smo/reactions", form);
    JsonNode newest =
        accounts.http(Person.AUTHOR).json(cms.uri("/bin/smo/blocked")).at("/blocked/0");
    return Map.of("id", newest.path("id").asText(), "scope", newest.path("scope").asText());
  }
}
