// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From Publish in Sling CMS to posts on three networks. */
@OnSlingCms
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyndicationIT {
  private static final Map<String, String> ALL =
      Map.of(
          "connections[0]", Networks.SANDBOX,
          "connections[1]", Networks.BLUESKY,
          "connections[2]", Networks.MASTODON,
          "settleSeconds", "1",
          "settleSeconds@TypeHint", "Long",
          "burstLimit", "0",
          "burstLimit@TypeHint", "Long");

  private final Cms cms;
  private final Networks networks;
  private final TestSite site;

  SyndicationIT(Cms cms, Networks networks) {
    this.cms = cms;
    this.networks = networks;
    site = cms.site("syndication", ALL);
  }

  @Test
  void aPublishedPageStandsOnEveryConnectedNetwork() {
    String page = site.published("first", "Owls move into the north tower");

    awaitSent(page);
    String address = cms.uri(page + ".html").toString();
    JsonNode record = only(networks.onBluesky("Owls move into the north tower"));
    assertEquals(address, record.path("embed").path("external").path("uri").asText());
    assertEquals("en", record.path("langs").path(0).asText());
    assertTrue(
        only(networks.onMastodon("Owls move into the north tower")).text().contains(address));
    assertEquals(200, cms.admin().get(cms.uri("/cms/smo/timeline.html")).statusCode());
  }

  @Test
  void publishingAgainPostsNothing() {
    String page = site.published("again", "The reading room opens at seven");
    awaitSent(page);

    cms.publish(page);
    // Whatever the second publication did, it did before this page was posted.
    awaitSent(site.published("after-again", "A page published later"));
    assertEquals(3, cms.posts(page).size());
    cms.posts(page).forEach(post -> assertEquals(1, post.path("attempts").size()));
    only(networks.onBluesky("The reading room opens at seven"));
    only(networks.onMastodon("The reading room opens at seven"));
  }

  @Test
  void postsStayWhenThePolicyKeepsThemAndThePageIsUnpublished() {
    String page = site.published("kept", "Map of the tram tunnels found");
    awaitSent(page);

    cms.unpublish(page);
    awaitSent(site.published("after-kept", "Another page published later"));
    cms.posts(page).forEach(post -> assertEquals("SENT", post.path("state").asText()));
    only(networks.onBluesky("Map of the tram tunnels found"));
  }

  @Test
  void postsAreTakenBackWhenThePolicySaysSoAndThePageIsUnpublished() {
    Map<String, String> policy = new HashMap<>(ALL);
    policy.put("onUnpublish", "retract");
    String page = cms.site("retract", policy).published("gone", "A page that goes away");
    awaitSent(page);

    cms.unpublish(page);
    for (String connection : connections()) {
      cms.awaitPost(page, connection, "RETRACTED");
    }
    assertEquals(List.of(), networks.onBluesky("A page that goes away"));
    assertEquals(List.of(), networks.onMastodon("A page that goes away"));
  }

  @Test
  void aPageUnderNoindexIsSkippedWithThisReason() {
    String page =
        site.page(
            "unlisted",
            Map.of(
                "jcr:title", "Not for the list", "noindex", "true", "noindex@TypeHint", "Boolean"));
    cms.publish(page);

    for (String connection : connections()) {
      JsonNode post = cms.awaitPost(page, connection, "SKIPPED");
      assertTrue(post.path("reason").asText().contains("noindex"), post::toPrettyString);
    }
    assertEquals(List.of(), networks.onMastodon("Not for the list"));
  }

  @Test
  void aPageThatStrangersMayNotReadIsSkippedWithThisReason() {
    String page = site.page("secret", Map.of("jcr:title", "For staff only"));
    cms.denyStrangers(page);
    cms.publish(page);

    for (String connection : connections()) {
      JsonNode post = cms.awaitPost(page, connection, "SKIPPED");
      assertTrue(post.path("reason").asText().contains("Strangers"), post::toPrettyString);
    }
    assertEquals(List.of(), networks.onMastodon("For staff only"));
  }

  @Test
  void secretsAreNowhereToBeReadButEncrypted() {
    networks.onMastodon("");
    String nodes = cms.admin().get(cms.uri("/var/smo/connections.infinity.json")).body();
    String console = cms.admin().get(cms.uri("/bin/smo/connections")).body();

    assertTrue(nodes.contains(Networks.MASTODON), nodes);
    for (String secret : networks.secrets()) {
      assertTrue(!nodes.contains(secret), "a secret stands in the repository");
      assertTrue(!console.contains(secret), "a secret stands in the console's JSON");
      assertTrue(!cms.server().log().contains(secret), "a secret stands in the log");
    }
  }

  private void awaitSent(String page) {
    for (String connection : connections()) {
      cms.awaitPost(page, connection, "SENT");
    }
  }

  private static List<String> connections() {
    return List.of(Networks.SANDBOX, Networks.BLUESKY, Networks.MASTODON);
  }

  private static <T> T only(List<T> found) {
    assertEquals(1, found.size(), found::toString);
    return found.get(0);
  }
}
