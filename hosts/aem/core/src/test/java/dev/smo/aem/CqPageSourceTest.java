package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.Site;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class CqPageSourceTest {
  private static final String EN = "/content/museum/en";

  private final SlingContext context = AemContext.newContext();
  private CqPageSource source;

  @BeforeEach
  void start() {
    source = context.registerInjectActivateService(new CqPageSource());
  }

  private Resource at(String path) {
    return context.resourceResolver().getResource(path);
  }

  private Page page(String path) {
    return source.read(at(path)).orElseThrow();
  }

  @Test
  void aPublicAddressLeadsBackToItsPage() {
    assertEquals(
        Optional.of(EN + "/winter"), pageAt("https://museum.example/en/winter.html?utm_source=x"));
    assertEquals(Optional.of(EN + "/winter"), pageAt("https://museum.example/en/winter"));
    assertEquals(Optional.of(EN), pageAt("https://museum.example/en.html"));
    assertEquals(Optional.empty(), pageAt("https://elsewhere.example/en/winter.html"));
    assertEquals(Optional.empty(), pageAt("https://museum.example/en/winter/jcr:content.html"));
    assertEquals(Optional.empty(), pageAt("https://museum.example/en/../en/winter.html"));
    assertEquals(Optional.empty(), pageAt("https://museum.example/en/nowhere.html"));
  }

  private Optional<String> pageAt(String address) {
    return source.at(URI.create(address), context.resourceResolver()).map(Resource::getPath);
  }

  @Test
  void readsTheFactsOfAPage() {
    Page page = page(EN + "/winter");
    assertEquals("Winter opening hours", page.title());
    assertEquals("Open at ten.", page.description());
    assertEquals(URI.create("https://museum.example/en/winter.html"), page.url());
    assertEquals(page.url(), page.canonical());
    assertEquals(
        new Site(EN, "The Museum", URI.create("https://museum.example/en"), Locale.UK),
        page.site());
    assertEquals(List.of("Winter season", "Snow"), page.tags());
    assertEquals("/conf/museum/settings/wcm/templates/article", page.template());
    assertEquals(Optional.of(Instant.parse("2026-11-01T10:00:00Z")), page.published());
    assertEquals(Optional.of(Instant.parse("2026-11-23T07:00:00Z")), page.modified());
    assertEquals(Optional.of(Instant.parse("2099-11-23T07:00:00Z")), page.expires());
    assertTrue(page.live());
    assertFalse(page.noindex());
    assertFalse(page.home());
    assertTrue(page(EN).home());
  }

  @Test
  void readsThePageThatAComponentLiesIn() {
    assertEquals(EN + "/winter", page(EN + "/winter/jcr:content/root/text").path());
  }

  @Test
  void takesThePictureWithTheTextOfItsAsset() {
    assertEquals(
        new Image(
            URI.create("https://museum.example/content/dam/snow.jpg"),
            "Snow on the roof",
            "image/jpeg",
            1200,
            630),
        page(EN + "/winter").image().orElseThrow());
    assertEquals("White roof", page(EN + "/old").image().orElseThrow().alt());
    assertTrue(page(EN + "/winter/tea").image().isEmpty());
  }

  @Test
  void takesALanguageFromTheNameOfTheLanguageRoot() {
    Page page = page("/content/museum/de_ch/winter");
    assertEquals(Locale.forLanguageTag("de-CH"), page.locale());
    assertEquals(List.of("Winterzeit"), page.tags());
  }

  @Test
  void alternatesAreTheLanguageCopiesThatAreLive() {
    assertEquals(
        Map.of(
            Locale.forLanguageTag("de-CH"), URI.create("https://museum.example/de_ch/winter.html")),
        page(EN + "/winter").alternates());
  }

  @Test
  void aPageIsLiveWhileItIsActivatedAndWithinItsTimes() {
    assertFalse(page(EN + "/winter/tea").live());
    assertFalse(page(EN + "/old").live());
    assertFalse(page("/content/museum/fr/winter").live());
  }

  @Test
  void readsWhatAuthorsTellSearchEngines() {
    assertTrue(page(EN + "/winter/tea").noindex());
    assertEquals(
        URI.create("https://museum.example/en/winter.html"), page(EN + "/winter/tea").canonical());
    assertEquals(URI.create("https://elsewhere.example/old"), page(EN + "/old").canonical());
  }

  @Test
  void launchesTagsAndAssetsAreNoPages() {
    assertTrue(source.pageOf(at("/content/launches/spring")).isEmpty());
    assertTrue(source.read(at("/content/dam/snow.jpg")).isEmpty());
    assertTrue(source.read(at("/content/cq:tags/default/snow")).isEmpty());
  }

  @Test
  void walksPagesInDocumentOrder() {
    assertEquals(
        List.of(EN + "/winter", EN + "/winter/tea", EN + "/old"),
        source.pagesBelow(at(EN)).map(Resource::getPath).toList());
  }
}
