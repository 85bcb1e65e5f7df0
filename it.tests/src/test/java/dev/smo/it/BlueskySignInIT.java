// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.testkit.peers.Pds;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A person signs in on the server that Bluesky itself runs. As nobody there can read what is on
 * this machine, it is a developer's: at 127.0.0.1, without a document.
 */
@OnSlingCms
class BlueskySignInIT {
  private static final String CONNECTION = "it-signed-in";

  private final Cms cms;
  private final Networks networks;

  BlueskySignInIT(Cms cms, Networks networks) {
    this.cms = cms;
    this.networks = networks;
  }

  private URI at(String path) {
    return URI.create(cms.uri(path).toString().replace("//localhost:", "//127.0.0.1:"));
  }

  private HttpResponse<String> change(String path, Map<String, String> form) {
    String token = cms.admin().json(at("/bin/smo/token")).path("token").asText();
    return cms.admin().with("X-SMO-Token", token).post(at(path), form);
  }

  @Test
  void whoAgreesThereHasAConnectionThatWorks() throws Exception {
    Pds pds = networks.pds();
    Pds.Account account = pds.account("signs-in.test");
    HttpResponse<String> started =
        change(
            "/bin/smo/signin",
            Map.of(
                "action",
                "start",
                "network",
                "bluesky",
                "id",
                CONNECTION,
                "label",
                "Signed in",
                "endpoint",
                pds.uri().toString(),
                "settings.handle",
                account.handle(),
                "settings.directory",
                pds.directory().toString(),
                "page",
                "/cms/smo.html"));
    assertEquals(200, started.statusCode(), started.body());
    URI page = URI.create(Http.parse(started.body()).path("address").asText());
    assertFalse(page.toString().contains("code_challenge"), "not told before: " + page);

    URI back = pds.agree(page, account.handle());
    List<String> cookies =
        started.headers().allValues("Set-Cookie").stream()
            .map(cookie -> cookie.split(";", 2)[0])
            .toList();
    HttpResponse<String> returned =
        cms.admin().with("Cookie", String.join("; ", cookies)).get(back);
    assertEquals(303, returned.statusCode(), returned.body());
    String location = returned.headers().firstValue("Location").orElse("");
    assertTrue(location.contains("signedin=" + CONNECTION), location);

    try {
      HttpResponse<String> tested =
          change("/bin/smo/connections", Map.of("action", "test", "id", CONNECTION));
      JsonNode result = Http.parse(tested.body());
      assertEquals("valid", result.path("result").asText(), tested.body());
      assertEquals("@" + account.handle(), result.path("account").asText());
      assertFalse(result.path("expires").isNull(), "it does not say that the session ends");
    } finally {
      change("/bin/smo/connections", Map.of("action", "remove", "id", CONNECTION));
    }
  }

  @Test
  void everybodyReadsWhoThisIsAndNobodyWhatIsSecret() {
    HttpResponse<String> read = cms.visit("/bin/smo/client.bluesky.json");
    assertEquals(200, read.statusCode(), read.body());
    JsonNode document = Http.parse(read.body());
    assertEquals(
        cms.uri("/bin/smo/client.bluesky.json").toString(), document.path("client_id").asText());
    assertEquals(cms.uri("/bin/smo/signin").toString(), document.at("/redirect_uris/0").asText());
    assertFalse(read.body().contains("\"d\""), read.body());
    assertEquals(404, cms.visit("/bin/smo/client.mastodon.json").statusCode());
    assertEquals(404, cms.visit("/bin/smo/client").statusCode());
  }
}
