// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.Site;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.net.URI;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(AemContextExtension.class)
class CqPageSourceTest {
  private static final String EN = "/content/museum/en";

  private final AemContext context = Museum.newContext();
  private CqPageSource source;

  @BeforeEach
  void start() {
    source = context.registerInjectActivateService(new CqPageSource());
  }

  private Resource at(String path) {
    return context.resourceResolver().getResource(path);
  }

  private void set(String path, String name, String time) {
    at(path)
        .adaptTo(ModifiableValueMap.class)
        .put(name, GregorianCalendar.from(ZonedDateTime.parse(time)));
  }

  private Page page(String path) {
    return source.read(at(path)).orElseThrow();
  }

  private void component(String name, Object... properties) {
    context.create().resource(EN + "/winter/jcr:content/root/" + name, properties);
  }

  @Test
  void furtherPicturesAreThoseOfTheContentInDocumentOrder() {
    String silent = "/content/dam/silent.jpg";
    component("container");
    component("container/image", "fileReference", silent, "alt", "Own words");
    component("again", "fileReference", silent, "alt", "Twice");
    component("featured", "fileReference", "/content/dam/snow.jpg");
    component("download", "fileReference", "/content/dam/museum/de/programm.pdf");
    component("gone", "fileReference", "/content/dam/gone.jpg");
    assertEquals(
        List.of(
            new Image(
                URI.create("https://museum.example" + silent), "Own words", "image/jpeg", 0, 0)),
        source.moreImages(at(EN + "/winter")));
  }

  @Test
  void aPageOfManyPicturesIsReadInPart() {
    for (int i = 0; i < 30; i++) {
      context.create().asset("/content/dam/many/" + i + ".jpg", 4, 3, "image/jpeg");
      component("image" + i, "fileReference", "/content/dam/many/" + i + ".jpg");
    }
    assertEquals(20, source.moreImages(at(EN + "/winter")).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no address", "ftp://x/y.jpg", "javascript:alert(1)", "http://[/"})
  void whatIsNoAddressOfTheWebIsNoPicture(String place) {
    assertEquals(Optional.empty(), source.image(at(EN + "/winter"), place, ""));
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

  @Test
  void anEndlessAddressIsNotLookedUp() {
    String winter = "https://museum.example/en/winter";
    assertEquals(Optional.of(EN + "/winter"), pageAt(winter + "/".repeat(20)));
    assertEquals(Optional.empty(), pageAt(winter + "/".repeat(2000)));
  }

  private Optional<String> pageAt(String address) {
    return source.at(URI.create(address), context.resourceResolver()).map(Resource::getPath);
  }

  @Test
  void readsTheFactsOfAPage() {
    // What loads the content leaves this one out, because JCR writes it by itself.
    set(EN + "/winter", "jcr:created", "2026-11-01T10:00:00Z");
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
    assertEquals(
        Optional.of(Instant.parse("2026-11-23T08:00:00Z")), page.published(), "first activated");
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
    assertEquals("", alt("decorative"));
    assertEquals("My words", alt("own"));
    assertEquals("Snow on the roof", alt("asset"));
    assertEquals("My words", alt("silent"), "the asset has no words");
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
    assertFalse(source.isPage(at("/content/dam/snow.jpg")));
    assertTrue(source.read(at("/content/cq:tags/default/snow")).isEmpty());
  }

  @Test
  void walksPagesInDocumentOrder() {
    assertEquals(
        List.of(EN + "/winter", EN + "/winter/tea", EN + "/old"),
        source.pagesBelow(at(EN)).map(Resource::getPath).limit(3).toList());
  }

  private String alt(String name) {
    return page(EN + "/pictures/" + name).image().orElseThrow().alt();
  }

  @Test
  void takesTheFirstTitleThatAnAuthorGave() {
    assertEquals("Browser", page(EN + "/titles/browser").title());
    assertEquals("Menu", page(EN + "/titles").title());
    assertEquals("name", page(EN + "/titles/name").title());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixin", "mixin/below", "policy", "login", "legacy", "legacy/below"})
  void aPageOfAClosedGroupOfUsersOrBelowOneIsClosed(String name) {
    assertTrue(page(EN + "/closed/" + name).closed());
    assertFalse(page(EN + "/closed").closed());
  }

  @Test
  void aLanguageBelowACountryIsThatCountrys() {
    Page page = page("/content/world/ch/de/schnee");
    assertEquals(Locale.forLanguageTag("de-CH"), page.locale());
    assertEquals("/content/world/ch/de", page.site().path());
    assertEquals(
        Map.of(
            Locale.forLanguageTag("fr-CH"),
            URI.create("https://world.example/ch/fr/schnee.html"),
            Locale.forLanguageTag("en-US"),
            URI.create("https://world.example/us/en/schnee.html"),
            Locale.ENGLISH,
            URI.create("https://world.example/en/schnee.html")),
        page.alternates());
  }

  @Test
  void aCountryPageIsNoLanguageRoot() {
    assertEquals("/content/world", page("/content/world/ch").site().path());
  }

  @Test
  void theBlueprintOfALiveCopyIsAnAlternateOnItsOwnHost() {
    assertEquals(
        URI.create("https://museum.example/en/winter.html"),
        page("/content/world/us/en/winter").alternates().get(Locale.UK));
  }

  @Test
  void aSiteHasTheHostThatItsConfigurationNames() {
    assertEquals(
        URI.create("https://world.example/ch/de/schnee.html"),
        page("/content/world/ch/de/schnee").url());
    assertEquals(
        Optional.of("/content/world/ch/de/schnee"),
        pageAt("https://world.example/ch/de/schnee.html"));
  }

  @Test
  void aHostThatNobodyConfiguredIsNoReasonToTakeTheSiteDown() {
    MockContextAwareConfig.writeConfiguration(
        context, "/content/world", AemSite.class, "externalizerDomain", "nobody");
    assertEquals(URI.create("https://museum.example/en.html"), page("/content/world/en").url());
  }

  @Test
  void anAssetIsAFileWithItsOwnFacts() {
    Page file = page("/content/dam/museum/de/programm.pdf");
    assertTrue(file.file());
    assertEquals("Programm", file.title());
    assertEquals("Alles im Winter", file.description());
    assertEquals(
        URI.create("https://museum.example/content/dam/museum/de/programm.pdf"), file.url());
    assertEquals(Locale.GERMAN, file.locale());
    assertEquals("Museum files", file.site().name());
    assertEquals(List.of("Wintersaison"), file.tags());
    assertEquals(Optional.of(Instant.parse("2099-11-23T07:00:00Z")), file.expires());
    assertTrue(file.image().isEmpty(), "a PDF is no picture");
    assertTrue(file.live());
    assertEquals("Snow on the roof", page("/content/dam/snow.jpg").image().orElseThrow().alt());
    assertTrue(source.pageOf(at("/content/dam/snow.jpg")).isEmpty());
  }
}
