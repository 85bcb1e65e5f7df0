// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

/** An author's first minutes with the share bar, and what a visitor then gets. */
@OnSlingCms
class EditorIT {
  private static final String TYPE = "smo/slingcms/components/share";
  private static final String PAGE = "/content/smo-sample/en/articles/it-editor";
  private static final By SUBMIT = By.cssSelector("form button[type=submit]");

  @Test
  void anAuthorAddsAShareBarAndVisitorsShareWithoutTellingAnybodyElse(Cms cms) {
    article(cms);
    try (Browser author = new Browser()) {
      author.logIn(cms);
      String bar = add(author, cms);
      edit(author, cms, bar);
      author.open(cms.uri("/cms/shared/publish.html" + PAGE));
      author.click(SUBMIT);
      Eventually.see(
          "publication",
          () -> cms.admin().json(cms.uri(PAGE + "/jcr:content.json")),
          content -> content.path("sling:published").asBoolean());
    }
    try (Browser visitor = new Browser()) {
      visit(visitor, cms);
    } finally {
      cms.delete(PAGE);
    }
  }

  /** The steps are those of {@code it.tests/browser/hostpages.mjs}. */
  @Test
  void thePagesOfTheCmsSayWhatBecomesOfPosts(Cms cms) {
    String steps =
        Program.output(
            SlingCms.PROJECT.resolve("it.tests/browser"),
            "node",
            "hostpages.mjs",
            cms.uri("/").toString());
    assertTrue(steps.contains("ok  an author who is no administrator"), steps);
  }

  private static void article(Cms cms) {
    cms.write(
        PAGE,
        Map.of(
            "jcr:primaryType", "sling:Page",
            "jcr:content/jcr:primaryType", "nt:unstructured",
            "jcr:content/jcr:title", "Bells & whistles",
            "jcr:content/sling:template", "/conf/smo-sample/site/templates/section",
            "jcr:content/sling:resourceType", "smo/slingcms/components/samplepage",
            "jcr:content/container/jcr:primaryType", "nt:unstructured",
            "jcr:content/container/sling:resourceType", "sling-cms/components/general/container"));
  }

  /** By the "+" of the container; gives the path of the new share bar. */
  private static String add(Browser author, Cms cms) {
    author.open(cms.uri("/cms/page/edit.html" + PAGE));
    author.intoFrame(By.className("page-wrapper-frame"));
    author.click(By.cssSelector("a[data-sling-cms-action=add]"));
    author.intoFrame(By.className("modal-frame"));
    new Select(author.see(By.name("sling:resourceType"))).selectByValue(TYPE);
    author.click(SUBMIT);
    String container = PAGE + "/jcr:content/container";
    return container
        + "/"
        + Eventually.found(
            "share bar on the page",
            () -> {
              var children = cms.admin().json(cms.uri(container + ".1.json")).fields();
              while (children.hasNext()) {
                var child = children.next();
                if (child.getValue().path("sling:resourceType").asText().equals(TYPE)) {
                  return java.util.Optional.of(child.getKey());
                }
              }
              return java.util.Optional.empty();
            });
  }

  private static void edit(Browser author, Cms cms, String bar) {
    author.open(cms.uri("/cms/page/edit.html" + PAGE));
    author.intoFrame(By.className("page-wrapper-frame"));
    WebElement component =
        author.see(By.cssSelector("[data-sling-cms-resource-path='" + bar + "']"));
    new Actions(author.driver()).moveToElement(component).perform();
    author.click(By.cssSelector("a[href*='/editor/edit.html" + bar + "']"));
    author.intoFrame(By.className("modal-frame"));
    author.see(By.name("heading")).sendKeys("Tell a friend");
    new Select(author.see(By.name("style"))).selectByValue("text");
    author.click(SUBMIT);
    Eventually.see(
        "heading of the share bar",
        () -> cms.admin().json(cms.uri(bar + ".json")).path("heading").asText(),
        "Tell a friend"::equals);
  }

  private static void visit(Browser visitor, Cms cms) {
    URI address = cms.uri(PAGE + ".html");
    visitor.open(address);
    WebElement bar = visitor.see(By.cssSelector("[data-cmp-is=smo-share]"));
    assertTrue(bar.getText().contains("Tell a friend"), bar::getText);

    String encoded = URLEncoder.encode(address.toString(), StandardCharsets.UTF_8);
    assertLink(bar, "linkedin", "https://www.linkedin.com/", encoded);
    assertLink(bar, "facebook", "https://www.facebook.com/", encoded);
    assertLink(bar, "bluesky", "https://bsky.app/", encoded);
    assertLink(bar, "mastodon", "https://", encoded);

    List<URI> asked = visitor.requests();
    assertTrue(asked.contains(address), asked::toString);
    assertEquals(
        List.of(),
        asked.stream().filter(uri -> !uri.getHost().equals("localhost")).toList(),
        "requests to third parties");
  }

  private static void assertLink(WebElement bar, String network, String start, String encoded) {
    String link =
        bar.findElement(By.cssSelector(".cmp-smo-share [data-cmp-network=" + network + "]"))
            .getAttribute("href");
    assertTrue(link.startsWith(start), link);
    assertTrue(link.contains(encoded), link);
  }
}
