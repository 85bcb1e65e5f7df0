// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;

/** What a person does in the console, in a real browser, with posts that went wrong. */
@OnSlingCms
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {
  private static final String CONNECTION = "it-broken";
  private static final By GO = By.cssSelector("dialog[open] [data-action=go]");

  private final Cms cms;
  private final TestSite site;
  private Browser browser;

  ConsoleIT(Cms cms) {
    this.cms = cms;
    connect("reject");
    site =
        cms.site(
            "console",
            Map.of(
                "connections[0]", CONNECTION,
                "settleSeconds", "0",
                "settleSeconds@TypeHint", "Long",
                "burstLimit", "0",
                "burstLimit@TypeHint", "Long"));
  }

  @BeforeAll
  void logIn() {
    browser = new Browser();
    browser.logIn(cms);
  }

  @AfterAll
  void close() {
    browser.close();
  }

  @Test
  void aFailedPostIsSentAgain() {
    String page = failed("again", "A post to send again");
    connect("none");
    press("A post to send again", "retry");

    cms.awaitPost(page, CONNECTION, "SENT");
    browser.see(By.xpath(post("A post to send again") + "[@data-state='SENT']"));
    connect("reject");
  }

  @Test
  void aPostThatIsOutIsMarkedWithItsAddress() {
    String page = failed("posted", "A post that is out");
    press("A post that is out", "posted");
    browser.see(By.cssSelector("dialog[open] input")).sendKeys("https://social.example/1");
    browser.click(GO);

    String permalink = cms.awaitPost(page, CONNECTION, "SENT").path("permalink").asText();
    assertEquals("https://social.example/1", permalink);
  }

  @Test
  void aPostThatShallNotGoOutIsCancelled() {
    String page = failed("cancelled", "A post to cancel");
    press("A post to cancel", "cancel");
    browser.click(GO);

    cms.awaitPost(page, CONNECTION, "CANCELLED");
  }

  @Test
  void theConsoleAsksNobodyButItsOwnServer() {
    browser.requests();
    browser.open(cms.uri("/cms/smo.html#posts"));
    browser.see(By.cssSelector(".cmp-smo-console__count"));

    List<URI> elsewhere =
        browser.requests().stream().filter(uri -> !uri.getHost().equals("localhost")).toList();
    assertEquals(List.of(), elsewhere);
  }

  @Test
  void strangersGetNeitherTheConsoleNorItsData() {
    assertEquals(401, cms.visit("/bin/smo/posts").statusCode());
    assertEquals(401, cms.visit("/bin/smo/connections").statusCode());
    assertTrue(!cms.visit("/cms/smo.html").body().contains("cmp-smo-console"));
  }

  @Test
  void aChangeWithoutATokenIsRefused() {
    Map<String, String> form = Map.of("action", "remove", "id", CONNECTION);
    assertEquals(403, cms.admin().post(cms.uri("/bin/smo/connections"), form).statusCode());
  }

  private void connect(String fault) {
    cms.connect(Map.of("id", CONNECTION, "network", "sandbox", "settings.fault", fault));
  }

  /** Publishes a page whose post fails, and opens the console. */
  private String failed(String name, String title) {
    String page = site.published(name, title);
    cms.awaitPost(page, CONNECTION, "FAILED");
    browser.open(cms.uri("/cms/smo.html#posts"));
    return page;
  }

  /** Opens the post and presses one of its buttons. */
  private void press(String title, String action) {
    browser.click(By.xpath(post(title) + "//a[@data-action='open']"));
    browser.click(By.cssSelector(".cmp-smo-posts__detail [data-action=" + action + "]"));
  }

  private static String post(String title) {
    return "//section[.//h3[contains(., '" + title + "')]]//li[@data-state]";
  }

  @Test
  void postsAreDecidedAboutCorrectedAndWrittenInARealBrowser() {
    String steps =
        Program.output(
            SlingCms.PROJECT.resolve("it.tests/browser"),
            "node",
            "console.mjs",
            cms.uri("/").toString());
    assertTrue(steps.contains("ok  a connection is removed"), steps);
  }
}
