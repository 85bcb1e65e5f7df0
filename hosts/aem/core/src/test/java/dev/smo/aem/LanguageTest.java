// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.smo.page.Page;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.util.Locale;
import java.util.Map;
import org.apache.sling.api.resource.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which page is the root of a language, and which language a page speaks. */
@ExtendWith(AemContextExtension.class)
class LanguageTest {
  private static final String SITE = "/content/site";

  private final AemContext context = Museum.newContext();
  private CqPageSource source;

  @BeforeEach
  void start() {
    source = context.registerInjectActivateService(new CqPageSource());
    page(SITE);
  }

  /** Makes a page and those above it. */
  private void page(String path, Object... properties) {
    String above = path.substring(0, path.lastIndexOf('/'));
    if (!above.equals("/content") && context.resourceResolver().getResource(above) == null) {
      page(above);
    }
    context.create().page(path, null, properties);
  }

  private Page read(String path) {
    Resource page = context.resourceResolver().getResource(path);
    return source.read(page).orElseThrow();
  }

  private void assertSpeaks(String tag, String root, String path) {
    assertEquals(root, read(path).site().path(), "language root of " + path);
    assertEquals(tag, read(path).locale().toLanguageTag(), "language of " + path);
  }

  @Test
  void aPageNamedAsALanguageBelowALanguageRootIsAnArticle() {
    page(SITE + "/de/it/support");
    page(SITE + "/de/news");
    page(SITE + "/de/about");
    assertSpeaks("de", SITE + "/de", SITE + "/de/it/support");
    assertSpeaks("de", SITE + "/de", SITE + "/de/it");
    assertFalse(read(SITE + "/de/it").home(), "so it is posted");
    assertSpeaks("de", SITE + "/de", SITE + "/de/news");
  }

  @Test
  void aLanguageRootMayLieBelowAnotherWhereAnAuthorSaysSo() {
    page(SITE + "/de/it", "jcr:language", "it");
    page(SITE + "/de/it/notizie");
    page(SITE + "/de/news");
    page(SITE + "/de/about");
    assertSpeaks("it", SITE + "/de/it", SITE + "/de/it/notizie");
    assertSpeaks("de", SITE + "/de", SITE + "/de/news");
  }

  @Test
  void aRootThatAemMarkedIsOneWhateverItsNameAndWhereverItLies() {
    context.create().page("/content/brand", null, "jcr:language", "en");
    page("/content/brand/latam", "jcr:language", "es", "cq:isLanguageRoot", true);
    page("/content/brand/latam/noticias", "cq:lastReplicationAction", "Activate");
    page("/content/brand/deutsch", "jcr:language", "de", "cq:isLanguageRoot", true);
    page("/content/brand/deutsch/noticias", "cq:lastReplicationAction", "Activate");
    assertSpeaks("es", "/content/brand/latam", "/content/brand/latam/noticias");
    assertEquals(
        Map.of(Locale.GERMAN, read("/content/brand/deutsch/noticias").url()),
        read("/content/brand/latam/noticias").alternates());
  }

  @Test
  void aCountryIsOneThoughItsNameIsThatOfALanguageToo() {
    page(SITE + "/de/de/news");
    page(SITE + "/de/en/news");
    page(SITE + "/ch/de/news");
    page(SITE + "/ch/fr/news");
    page(SITE + "/ch/shared");
    assertSpeaks("de-DE", SITE + "/de/de", SITE + "/de/de/news");
    assertSpeaks("en-DE", SITE + "/de/en", SITE + "/de/en/news");
    assertSpeaks("fr-CH", SITE + "/ch/fr", SITE + "/ch/fr/news");
  }

  @Test
  void anArticleInAnotherLanguageStaysAnArticleOfItsSite() {
    page(SITE + "/de/guest", "jcr:language", "en_US");
    page(SITE + "/de/guest/more");
    page(SITE + "/de/news");
    assertSpeaks("en-US", SITE + "/de", SITE + "/de/guest");
    assertSpeaks("en-US", SITE + "/de", SITE + "/de/guest/more");
    assertFalse(read(SITE + "/de/guest").home(), "so it is posted");
    assertEquals("de", read(SITE + "/de/guest").site().locale().toLanguageTag());
  }

  @Test
  void aLanguageRootSpeaksWhatAnAuthorSays() {
    page(SITE + "/en", "jcr:language", "en_GB");
    page(SITE + "/en/news");
    assertSpeaks("en-GB", SITE + "/en", SITE + "/en/news");
  }

  @Test
  void aSiteInOneLanguageWithOthersBelowHasRootsForThem() {
    context.create().page("/content/shop", null, "jcr:language", "en");
    page("/content/shop/news");
    page("/content/shop/about");
    page("/content/shop/de/neues");
    assertSpeaks("en", "/content/shop", "/content/shop/news");
    assertSpeaks("de", "/content/shop/de", "/content/shop/de/neues");
  }

  @Test
  void aLanguageThatNobodyCanReadIsNone() {
    page(SITE + "/fr", "jcr:language", "??");
    page(SITE + "/fr/actualites", "jcr:language", "français");
    assertSpeaks("fr", SITE + "/fr", SITE + "/fr/actualites");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"en-us-news", "it-support", "de-tails", "no-more", "is-that", "as", "news"})
  void aNameThatOnlyBeginsAsALanguageIsNone(String name) {
    page(SITE + "/en/" + name);
    page(SITE + "/en/about");
    page(SITE + "/en/" + name + "/article");
    assertSpeaks("en", SITE + "/en", SITE + "/en/" + name + "/article");
    page("/content/single/" + name + "x/article");
    assertSpeaks("en", "/content/single", "/content/single/" + name + "x/article");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-us-news", "it-support", "de-tails", "no-more"})
  void norInASiteWithoutLanguageRoots(String name) {
    page(SITE + "/" + name + "/article");
    assertSpeaks("en", SITE, SITE + "/" + name + "/article");
  }

  @ParameterizedTest
  @CsvSource({
    "de,de",
    "de_ch,de-CH",
    "de-ch,de-CH",
    "EN_gb,en-GB",
    "zh_hans,zh-Hans",
    "zh-hant-tw,zh-Hant-TW",
    "sr_latn_rs,sr-Latn-RS",
    "es_419,es-419"
  })
  void aLanguageRootIsNamedByLanguageScriptAndRegion(String name, String tag) {
    page(SITE + "/" + name + "/article");
    assertSpeaks(tag, SITE + "/" + name, SITE + "/" + name + "/article");
  }

  @Test
  void sitesThatOnlySayTheirLanguageAreNoCopiesOfEachOther() {
    for (String site : new String[] {"one", "two"}) {
      context
          .create()
          .page("/content/" + site, null, "jcr:language", site.equals("one") ? "en" : "de");
      page("/content/" + site + "/news", "cq:lastReplicationAction", "Activate");
    }
    assertEquals(Map.of(), read("/content/one/news").alternates());
  }

  @Test
  void anArticleInAnotherLanguageIsNoCopyOfTheRootItLiesIn() {
    for (String language : new String[] {"de", "fr"}) {
      page(SITE + "/" + language + "/news", "cq:lastReplicationAction", "Activate");
      page(SITE + "/" + language + "/about");
    }
    assertEquals(
        Map.of(Locale.FRENCH, read(SITE + "/fr/news").url()), read(SITE + "/de/news").alternates());
  }

  @Test
  void foldersOfAssetsAreNoLanguagesBelowALanguage() {
    for (String folder : new String[] {"it", "haus"}) {
      context.create().asset("/content/dam/de/" + folder + "/plan.jpg", 10, 10, "image/jpeg");
    }
    assertEquals(Locale.GERMAN, read("/content/dam/de/it/plan.jpg").site().locale());
  }
}
