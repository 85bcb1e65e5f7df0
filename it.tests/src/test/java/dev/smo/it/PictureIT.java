// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The picture that is drawn for a page without one, as networks get it. */
@OnSlingCms
class PictureIT {
  private static final int ROUNDS = 20;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void aPageWithoutAPictureIsShownWithOneThatStaysWhenItsTitleChanges(Cms cms) throws Exception {
    String page = page(cms, "harbour", "The harbour freezes over");
    URI address = picture(cms, page);
    HttpResponse<byte[]> first = get(address);
    assertEquals(200, first.statusCode());
    assertEquals(List.of("image/jpeg"), first.headers().allValues("Content-Type"));
    assertEquals(List.of(), first.headers().allValues("Content-Disposition"));
    assertEquals(
        List.of("public, max-age=31536000, immutable"), first.headers().allValues("Cache-Control"));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(first.body()));
    assertEquals(1200, image.getWidth());
    assertEquals(630, image.getHeight());

    cms.write(page + "/jcr:content", Map.of("jcr:title", "The harbour thaws"));
    URI changed = picture(cms, page);
    assertNotEquals(address, changed);
    assertEquals(200, get(changed).statusCode());
    assertArrayEquals(first.body(), get(address).body());
    assertEquals(
        404,
        get(URI.create(address.toString().replaceFirst("[0-9a-f]{32}", "0".repeat(32))))
            .statusCode());
  }

  @Test
  void onlyTheFirstStrangerWaitsForIt(Cms cms) throws Exception {
    String page = page(cms, "waiting", "Warm up ".repeat(8).strip());
    URI address = picture(cms, page);
    long first = millis(address);
    long[] later = IntStream.range(0, ROUNDS).mapToLong(i -> millis(address)).sorted().toArray();
    long view =
        IntStream.range(0, ROUNDS)
            .mapToLong(i -> millis(cms.uri(page + ".html")))
            .sorted()
            .toArray()[ROUNDS / 2];
    System.out.printf(
        "social picture: %d ms when drawn, %d ms when kept, page view %d ms, %d bytes%n",
        first, later[ROUNDS / 2], view, get(address).body().length);
    assertTrue(later[ROUNDS / 2] < first, () -> later[ROUNDS / 2] + " and not less than " + first);
  }

  @Test
  void publishingDrawsItBeforeAnybodyAsks(Cms cms) throws Exception {
    String page = page(cms, "published", "Seals on the quay");
    cms.publish(page);
    URI address = picture(cms, page);
    String hash = address.getPath().replaceFirst(".*\\.([0-9a-f]{32})\\.jpg", "$1");
    URI kept = cms.uri("/var/smo/pictures/" + hash.substring(0, 2) + "/" + hash + ".json");
    Eventually.see(
        "picture " + hash, () -> cms.admin().get(kept).statusCode(), status -> status == 200);
  }

  private static String page(Cms cms, String name, String title) {
    TestSite site = cms.site("pictures-" + name, Map.of("enabled", "false"));
    site.policy("picture", Map.of("mode", "missing"));
    return site.page(name, Map.of("jcr:title", title));
  }

  private static URI picture(Cms cms, String page) {
    Document html = Jsoup.parse(cms.visit(page + ".html").body());
    Element tag = html.selectFirst("meta[property=og:image]");
    return URI.create(Objects.requireNonNull(tag, "no og:image on " + page).attr("content"));
  }

  private HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private long millis(URI address) {
    long start = System.nanoTime();
    try {
      assertEquals(200, get(address).statusCode());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    return (System.nanoTime() - start) / 1_000_000;
  }
}
