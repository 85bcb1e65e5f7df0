// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/**
 * An author looks at a page as networks will show it, changes its title there, and takes it back.
 */
@OnSlingCms
class PreviewIT {
  private static final String PAGE = "/content/smo-sample/en/articles/it-preview";
  private static final By TITLE = By.id("smo-preview-title");
  private static final By SHOWN = By.cssSelector(".cmp-smo-preview__card .cmp-smo-preview__title");
  private static final By COUNT = By.id("smo-preview-title-count");

  private final Cms cms;

  PreviewIT(Cms cms) {
    this.cms = cms;
    cms.write(
        PAGE,
        Map.of(
            "jcr:primaryType", "sling:Page",
            "jcr:content/jcr:primaryType", "nt:unstructured",
            "jcr:content/jcr:title", "Fish & chips",
            "jcr:content/sling:template", "/conf/smo-sample/site/templates/article",
            "jcr:content/sling:resourceType", "smo/slingcms/components/samplepage",
            "jcr:content/sling:published", "true",
            "jcr:content/sling:published@TypeHint", "Boolean"));
  }

  @AfterEach
  void delete() {
    cms.delete(PAGE);
  }

  @Test
  void anAuthorSeesTheCardWhileTypingSavesItAndInheritsAgain() {
    try (Browser author = new Browser()) {
      author.logIn(cms);
      open(author);
      assertEquals("Fish & chips", author.see(SHOWN).getText());

      author.see(TITLE).sendKeys("Chips & fish");
      Eventually.see("card", () -> author.see(SHOWN).getText(), "Chips & fish"::equals);
      assertTrue(author.see(COUNT).getText().startsWith("12 "), author.see(COUNT)::getText);
      assertTrue(!cms.visit(PAGE + ".html").body().contains("Chips &amp; fish"));
      save(author);
      Eventually.see("og:title", this::head, head -> head.contains("content=\"Chips &amp; fish\""));

      open(author);
      author.click(By.cssSelector("[aria-label='Inherit again: Title']"));
      Eventually.see("card", () -> author.see(SHOWN).getText(), "Fish & chips"::equals);
      save(author);
      Eventually.see("og:title", this::head, head -> head.contains("content=\"Fish &amp; chips\""));
      assertTrue(
          cms.admin().json(cms.uri(PAGE + "/jcr:content/smo.json")).path("title").isMissingNode());
    }
  }

  @Test
  void theInsightsOfTheCmsScoreThePage() {
    String insights = cms.admin().get(cms.uri("/cms/shared/insights.html" + PAGE)).body();
    assertTrue(insights.contains("smo-social-body"), insights);
    assertTrue(insights.contains("data-score=\"0."), insights);
    assertTrue(insights.contains("There is no description."), insights);
  }

  private String head() {
    String page = cms.visit(PAGE + ".html").body();
    return page.substring(0, page.indexOf("</head>"));
  }

  private void open(Browser author) {
    author.open(cms.uri("/cms/page/edit.html" + PAGE));
    author.click(By.cssSelector("[data-smo-action=social]"));
  }

  /** The CMS says "success" and waits for OK. */
  private static void save(Browser author) {
    author.click(By.cssSelector("form.Form-Ajax button[type=submit]"));
    author.click(By.cssSelector(".modal button.close-modal.is-primary"));
  }
}
