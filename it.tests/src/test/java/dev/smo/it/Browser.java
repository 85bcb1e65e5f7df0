// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Assertions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium with a fresh profile, which notes every request it makes. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ChromeDriver driver;

  Browser() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en",
        "--window-size=1400,1000");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    logs.enable(LogType.BROWSER, Level.SEVERE);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new java.io.File("/usr/bin/chromedriver"))
            .build();
    driver = new ChromeDriver(service, options);
  }

  ChromeDriver driver() {
    return driver;
  }

  void open(URI uri) {
    driver.get(uri.toString());
  }

  /** Logs in on Sling CMS's own form. */
  void logIn(Cms cms) {
    open(cms.uri("/system/sling/form/login?resource=/cms/start.html"));
    see(By.name("j_username")).sendKeys("admin");
    see(By.name("j_password")).sendKeys("admin");
    see(By.cssSelector("form [type=submit]")).click();
    // Its path: the form's own address names the page in a parameter, and who goes on from there
    // goes as nobody.
    Eventually.see(
        "log-in", () -> URI.create(driver.getCurrentUrl()).getPath(), "/cms/start.html"::equals);
  }

  WebElement see(By what) {
    return new WebDriverWait(driver, PATIENCE)
        .until(ExpectedConditions.visibilityOfElementLocated(what));
  }

  void click(By what) {
    new WebDriverWait(driver, PATIENCE)
        .until(ExpectedConditions.elementToBeClickable(what))
        .click();
  }

  void intoFrame(By frame) {
    new WebDriverWait(driver, PATIENCE)
        .until(ExpectedConditions.frameToBeAvailableAndSwitchToIt(frame));
  }

  void outOfFrames() {
    driver.switchTo().defaultContent();
  }

  /** The addresses asked for since the last call. */
  List<URI> requests() {
    List<URI> requests = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      var message = Http.parse(entry.getMessage()).path("message");
      if (message.path("method").asText().equals("Network.requestWillBeSent")) {
        String url = message.path("params").path("request").path("url").asText();
        if (url.startsWith("http")) {
          requests.add(URI.create(url));
        }
      }
    }
    return requests;
  }

  /** Errors that no script caught since the last call. */
  List<String> uncaught() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("Uncaught"))
        .toList();
  }

  /** Fails where a script of a page failed and nobody saw it. */
  @Override
  public void close() {
    List<String> uncaught;
    try {
      uncaught = uncaught();
    } finally {
      driver.quit();
    }
    Assertions.assertEquals(List.of(), uncaught, "errors that no script caught");
  }
}
