// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class ContentAddressesTest {
  private final SlingContext context = new SlingContext();

  private List<String> found(String name, Object value) {
    context.create().resource("/page/component", name, value);
    return ContentAddresses.of(context.resourceResolver().getResource("/page")).stream()
        .map(URI::toString)
        .toList();
  }

  @Test
  void aPropertyThatIsAnAddressNamesSomethingToShow() {
    assertEquals(
        List.of("https://youtu.be/dQw4w9WgXcQ"), found("url", " https://youtu.be/dQw4w9WgXcQ "));
  }

  @Test
  void anAddressWithoutASchemeIsOne() {
    assertEquals(
        List.of("https://www.youtube.com/embed/dQw4w9WgXcQ"),
        found("src", "//www.youtube.com/embed/dQw4w9WgXcQ"));
  }

  @Test
  void eachOfSeveralCounts() {
    assertEquals(
        List.of("https://a.example/1", "https://a.example/2"),
        found("urls", new String[] {"https://a.example/1", "https://a.example/2", "no address"}));
  }

  @Test
  void aFrameInHtmlShowsItsSource() {
    assertEquals(
        List.of("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?a=1&b=2"),
        found(
            "html",
            "<p>Look:</p><iframe width=\"560\" allow='x' src=\"https://www.youtube-nocookie.com/"
                + "embed/dQw4w9WgXcQ?a=1&amp;b=2\" allowfullscreen></iframe>"));
  }

  @Test
  void whatWordsLinkToIsNotShown() {
    assertEquals(
        List.of(),
        found("text", "<p>All our <a href=\"https://youtu.be/dQw4w9WgXcQ\">videos</a></p>"));
  }

  @Test
  void theEmbeddingComponentOfTheCoreComponentsNamesAVideoByItsId() {
    assertEquals(List.of("https://youtu.be/dQw4w9WgXcQ"), found("youtubeVideoId", "dQw4w9WgXcQ"));
  }

  @Test
  void htmlMadeToKeepTheProcessorBusyDoesNot() {
    String hostile = "<iframe ".repeat(2_000) + "src=".repeat(900);
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> found("html", hostile));
  }
}
