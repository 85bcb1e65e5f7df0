// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;

/** What people answer on a network comes home, waits for an editor, and shows under the page. */
@OnSlingCms
class ReactionsIT {
  private static final String SERVLET = "/bin/smo/reactions";

  @Test
  void aReplyIsShownOnceApprovedAndGoesWhenItIsHiddenOrDeleted(Cms cms, Networks networks) {
    String page =
        site(cms, "reactions", Networks.MASTODON)
            .page(
                "owls",
                Map.of(
                    "jcr:title",
                    "Owls move into the tower",
                    "container/reactions/sling:resourceType",
                    "smo/slingcms/components/reactions"));
    cms.publish(page);
    cms.awaitPost(page, Networks.MASTODON, "SENT");
    String status = networks.onMastodon("Owls move into the tower").get(0).id();
    networks.mastodon().engage(status, 7, 2, 0);
    String reply = networks.mastodon().reply(status, "ann", "<p>Well <b>done</b></p>", "public");
    networks.mastodon().reply(status, "eve", "<p>For your eyes only</p>", "direct");
    refresh(cms, page);

    JsonNode waiting =
        Eventually.see("reaction", () -> list(cms, page), list -> !list.isEmpty()).get(0);
    assertEquals("PENDING", waiting.path("moderation").asText());
    assertEquals("Well done", waiting.path("text").asText(), waiting::toPrettyString);
    assertEquals(List.of(), comments(cms, page).eachText());
    assertTrue(reactions(cms, page).text().contains("7 Likes"), reactions(cms, page)::html);

    decide(cms, waiting, "approve");
    Element comment = comments(cms, page).get(0);
    assertEquals("Well done", comment.select(".p-content").text());
    assertEquals("https://elsewhere.example/@ann", comment.select(".p-author a").attr("href"));
    assertFalse(cms.visit(page + ".html").body().contains("For your eyes only"));

    decide(cms, waiting, "hide");
    assertEquals(List.of(), comments(cms, page).eachText());
    decide(cms, waiting, "approve");
    assertEquals(1, comments(cms, page).size());

    networks.mastodon().deleteReply(reply);
    refresh(cms, page);
    Eventually.see("reactions without it", () -> list(cms, page), List::isEmpty);
    assertEquals(List.of(), comments(cms, page).eachText());
  }

  @Test
  void anEditorDecidesInTheConsoleAndNothingThatStrangersWroteDoesHarm(Cms cms) {
    String base = cms.uri("").toString();
    String said =
        Program.output(SlingCms.PROJECT.resolve("it.tests/browser"), "node", "inbox.mjs", base);
    assertTrue(said.contains("ok  two people at one reply see each other"), said);
  }

  @Test
  void strangersCannotDecide(Cms cms) {
    assertEquals(401, cms.visit(SERVLET).statusCode());
    Map<String, String> form = Map.of("action", "approve", "identity", "0", "id", "0");
    assertEquals(403, cms.admin().post(cms.uri(SERVLET), form).statusCode());
  }

  private static TestSite site(Cms cms, String name, String connection) {
    return cms.site(
        name,
        Map.of(
            "connections[0]", connection, "settleSeconds", "0", "settleSeconds@TypeHint", "Long"));
  }

  private static void refresh(Cms cms, String page) {
    var answer = cms.change(SERVLET, Map.of("action", "refresh", "page", page));
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals(1, Http.parse(answer.body()).path("posts").asInt());
  }

  private static void decide(Cms cms, JsonNode reaction, String action) {
    var answer =
        cms.change(
            SERVLET,
            Map.of(
                "action",
                action,
                "identity",
                reaction.path("identity").asText(),
                "id",
                reaction.path("id").asText(),
                "revision",
                revision(cms, reaction)));
    assertEquals(200, answer.statusCode(), answer.body());
  }

  /** Of a reaction as it stands now. */
  private static String revision(Cms cms, JsonNode reaction) {
    String query =
        "?identity=" + reaction.path("identity").asText() + "&id=" + reaction.path("id").asText();
    return cms.admin().json(cms.uri(SERVLET + query)).at("/reaction/revision").asText();
  }

  private static List<JsonNode> list(Cms cms, String page) {
    JsonNode answer = cms.admin().json(cms.uri(SERVLET + "?page=" + page));
    return StreamSupport.stream(answer.path("reactions").spliterator(), /* parallel= */ false)
        .toList();
  }

  private static Element reactions(Cms cms, String page) {
    return Jsoup.parse(cms.visit(page + ".html").body()).select(".cmp-smo-reactions").first();
  }

  private static Elements comments(Cms cms, String page) {
    return Jsoup.parse(cms.visit(page + ".html").body()).select(".cmp-smo-reactions__comment");
  }
}
