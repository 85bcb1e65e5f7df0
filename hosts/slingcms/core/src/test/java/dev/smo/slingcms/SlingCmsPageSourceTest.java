// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.page.Author;
import dev.smo.page.Image;
import dev.smo.page.Page;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.jcr.Session;
import javax.jcr.version.Version;
import javax.jcr.version.VersionManager;
import javax.servlet.http.HttpServletRequest;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceWrapper;
import org.apache.sling.api.resource.ValueMap;
import org.apache.sling.api.wrappers.ResourceResolverWrapper;
import org.apache.sling.api.wrappers.ValueMapDecorator;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SlingContextExtension.class)
class SlingCmsPageSourceTest {
  private static final String ARTICLES = "/content/site/en/articles";
  private static final String CLOCK = ARTICLES + "/clock";

  private final SlingContext context = SlingCmsContext.newContext();
  private final SlingCmsPageSource source =
      new SlingCmsPageSource(new InstanceType(context.bundleContext()));

  @Test
  void readsWhatTheAuthorWrote() {
    Page page = read(CLOCK);
    assertEquals("The clock that runs backwards", page.title());
    assertEquals("Nobody knows why.", page.description());
    assertEquals(List.of(Author.named("Mira Holm")), page.authors());
    assertEquals("/conf/site/site/templates/article", page.template());
    assertEquals(Optional.of(Instant.parse("2026-11-19T00:00:00Z")), page.published());
    assertEquals(Optional.of(Instant.parse("2026-11-20T08:15:00Z")), page.modified());
    assertTrue(page.live());
    assertFalse(page.home());
    assertFalse(page.noindex());
  }

  @Test
  void addressIsTheSitesAddressAndThePathBelowTheSite() {
    assertEquals(URI.create("https://museums.test/articles/clock.html"), read(CLOCK).url());
    assertEquals(URI.create("https://museums.test"), read(CLOCK).site().url());
    assertEquals("City Museums", read(CLOCK).site().name());
  }

  @Test
  void addressEscapesWhatANodeNameMayHold() {
    assertEquals(
        URI.create("https://museums.test/articles/%C3%BCber%20uns.html"),
        read(ARTICLES + "/über uns").url());
  }

  @Test
  void furtherPicturesAreThoseOfTheContentInDocumentOrder() throws Exception {
    context
        .load()
        .binaryFile(SlingCmsContext.png(4, 3), "/content/site/en/pictures/hand.png", "image/png");
    context
        .load()
        .binaryFile(
            SlingCmsContext.png(4, 3), "/content/site/en/pictures/plan.pdf", "application/pdf");
    assertEquals(
        List.of(
            new Image(
                URI.create("https://museums.test/pictures/hand.png"),
                "The hour's hand",
                "image/png",
                4,
                3),
            new Image(URI.create("https://cdn.test/cog?a=1&b=2"), "A \"cog\"", "", 0, 0)),
        source.moreImages(resource(CLOCK)));
  }

  @Test
  void aPageOfManyPicturesIsReadInPart() {
    for (int i = 0; i < 30; i++) {
      context
          .create()
          .resource(CLOCK + "/jcr:content/many/p" + i, "src", "https://cdn.test/" + i + ".png");
    }
    assertEquals(20, source.moreImages(resource(CLOCK)).size());
  }

  @Test
  void aPublicAddressLeadsBackToItsPage() {
    for (String path : List.of(CLOCK, ARTICLES + "/über uns", "/content/site/en/index")) {
      assertEquals(Optional.of(path), pageAt(read(path).url().toString()));
    }
    assertEquals(
        Optional.of(CLOCK), pageAt("http://Museums.test:80/articles/clock.html?utm_source=x#top"));
    assertEquals(Optional.of("/content/site/en/index"), pageAt("https://museums.test"));
    assertEquals(Optional.of("/content/site/en/index"), pageAt("https://museums.test/"));
  }

  @Test
  void anAddressThatNoPageHasLeadsNowhere() {
    for (String address :
        List.of(
            "https://elsewhere.test/articles/clock.html",
            "https://museums.test:8443/articles/clock.html",
            "https://museums.test/articles/clock",
            "https://museums.test/articles/clock.print.html",
            "https://museums.test/articles/../articles/clock.html",
            "https://museums.test/articles/clock/jcr:content.html",
            "https://museums.test/nowhere.html",
            "mailto:museum@museums.test")) {
      assertEquals(Optional.empty(), pageAt(address), address);
    }
  }

  @Test
  void anEndlessAddressIsNotLookedUp() {
    String clock = "https://museums.test/articles/clock.html";
    assertEquals(Optional.of(CLOCK), pageAt(clock));
    List<String> lookedUp = new ArrayList<>();
    ResourceResolver noting =
        new ResourceResolverWrapper(context.resourceResolver()) {
          @Override
          public Resource resolve(HttpServletRequest request, String path) {
            lookedUp.add(path);
            return super.resolve(request, path);
          }
        };
    assertEquals(Optional.empty(), pageAt(noting, "https://museums.test/a.b.c"));
    assertEquals(List.of("/a.b.c"), lookedUp);
    for (String endless :
        List.of("a.".repeat(1000), "a.".repeat(21), "a/".repeat(1001), "articles/clock.html;v=1")) {
      assertEquals(Optional.empty(), pageAt(noting, "https://museums.test/" + endless));
    }
    assertEquals(List.of("/a.b.c"), lookedUp);
  }

  @Test
  void aSiteWhoseHostHasUmlautsIsUnderThatOfMachines() {
    Objects.requireNonNull(resource("/content/site/en").adaptTo(ModifiableValueMap.class))
        .put("sling:url", "https://münchen.test/");
    assertEquals(URI.create("https://xn--mnchen-3ya.test/articles/clock.html"), read(CLOCK).url());
    assertEquals(Optional.of(CLOCK), pageAt("https://xn--mnchen-3ya.test/articles/clock.html"));
  }

  private Optional<String> pageAt(String address) {
    return pageAt(context.resourceResolver(), address);
  }

  private Optional<String> pageAt(ResourceResolver reader, String address) {
    return source.at(URI.create(address), reader).map(Resource::getPath);
  }

  @Test
  void titleOfAnUntitledPageIsItsName() {
    assertEquals("über uns", read(ARTICLES + "/über uns").title());
  }

  @Test
  void textTypedIntoTheDialogForNewPagesIsReadAsTyped() {
    change(CLOCK, "jcr:title", "What&#x27;s &lt;on&gt; &amp; &quot;off&quot;");
    assertEquals("What's <on> & \"off\"", read(CLOCK).title());
    change(CLOCK, "jcr:title", "&amp;lt; is an entity");
    assertEquals("&lt; is an entity", read(CLOCK).title());
  }

  @Test
  void aDescriptionThatSpeaksOfHtmlIsReadAsTyped() {
    change(CLOCK, "jcr:description", "How to write &amp;nbsp; and &lt;br&gt; in HTML");
    assertEquals("How to write &nbsp; and <br> in HTML", read(CLOCK).description());
    change(CLOCK, "jcr:description", "<p>How to write &lt;br&gt; <b>here</b></p>");
    assertEquals("How to write <br> here", read(CLOCK).description());
  }

  @Test
  void importedWordsAreDecodedOnce() {
    change(CLOCK, "jcr:title", "AT&amp;T &quot;opens&quot; &#x1f3a5; here");
    change(CLOCK, "jcr:description", "a &#8211; b");
    assertEquals("AT&T \"opens\" \uD83C\uDFA5 here", read(CLOCK).title());
    assertEquals("a – b", read(CLOCK).description());
  }

  @Test
  void titleThatNobodySeesIsNone() {
    change(ARTICLES + "/über uns", "jcr:title", "\u200B\u00A0");
    assertEquals("über uns", read(ARTICLES + "/über uns").title());
  }

  @Test
  void pictureHasAddressTypeSizeAndAlternativeText() {
    assertEquals(
        Optional.of(
            new Image(
                URI.create("https://museums.test/pictures/clock.png"),
                "A clock face",
                "image/png",
                1200,
                630)),
        read(CLOCK).image());
  }

  @Test
  void pictureOfAnotherSiteIsServedByThatSite() {
    assertEquals(
        URI.create("https://museums.test/pictures/clock.png"),
        read("/content/site/de/articles/clock").image().orElseThrow().url());
  }

  @Test
  void pictureOutsideEverySiteIsServedByTheSitesHost() throws Exception {
    context
        .load()
        .binaryFile(SlingCmsContext.png(4, 3), "/content/site/files/a b.png", "image/png");
    change(CLOCK, "sling:thumbnail", "/content/site/files/a b.png");
    assertEquals(
        URI.create("https://museums.test/content/site/files/a%20b.png"),
        read(CLOCK).image().orElseThrow().url());
  }

  @Test
  void pictureElsewhereIsTakenAsItIs() {
    assertEquals(
        Optional.of(new Image(URI.create("https://cdn.test/a.jpg?w=1"), "", "image/jpeg", 0, 0)),
        read(ARTICLES + "/syndicated").image());
  }

  @Test
  void pictureThatIsNoPictureHasNoSize() {
    context
        .load()
        .binaryFile(
            new ByteArrayInputStream(new byte[] {1, 2, 3}),
            "/content/site/en/pictures/broken.png",
            "image/png");
    change(CLOCK, "sling:thumbnail", "/content/site/en/pictures/broken.png");
    assertEquals(0, read(CLOCK).image().orElseThrow().width());
  }

  @ParameterizedTest
  @ValueSource(strings = {"https:cdn.test", "//cdn.test/a.jpg", "javascript:alert(1)", "https://"})
  void pictureWhoseAddressNamesNoHostIsNone(String address) throws Exception {
    change(CLOCK, "sling:thumbnail", address);
    assertEquals(Optional.empty(), read(CLOCK).image());
  }

  @Test
  void pictureThatIsNotThereIsNone() {
    assertEquals(Optional.empty(), read(ARTICLES + "/odd").image());
  }

  @Test
  void tagsAreTitlesInTheSitesLanguage() {
    assertEquals(List.of("Clocks", "untitled"), read(CLOCK).tags());
    assertEquals(List.of("Uhren"), read("/content/site/de/articles/clock").tags());
  }

  @Test
  void alternatesAreTheLiveCopiesInSitesBeside() {
    assertEquals(
        Map.of(
            Locale.forLanguageTag("de-AT"), URI.create("https://museen.test/articles/clock.html")),
        read(CLOCK).alternates());
  }

  @Test
  void localeIsTheSites() {
    assertEquals(Locale.ENGLISH, read(CLOCK).locale());
    assertEquals(Locale.forLanguageTag("de-AT"), read("/content/site/de/articles/clock").locale());
  }

  @Test
  void whatTheCmsSaysTodayWinsOverTheOlderProperty() {
    assertFalse(read(ARTICLES + "/withdrawn").live());
    assertTrue(read("/content/site/en/index").live());
    assertFalse(read(ARTICLES + "/odd").live());
  }

  @Test
  void pageHiddenFromSearchAsksNotToBeListed() {
    assertTrue(read(ARTICLES + "/withdrawn").noindex());
    assertTrue(read(ARTICLES + "/syndicated").noindex());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript://x.example/%0Aalert(1)",
        "data://x.example/x",
        "ftp://x.example/x",
        "https://user@x.example/",
        "//x.example/x",
        "https:x"
      })
  void whatIsNoAddressOfTheWebIsNeverCanonical(String address) {
    change(CLOCK, "canonical", address);
    assertEquals(read(CLOCK).url(), read(CLOCK).canonical());
  }

  @Test
  void canonicalIsAPageOrAnAddress() {
    assertEquals(read(CLOCK).url(), read(CLOCK).canonical());
    assertEquals(read(CLOCK).url(), read(ARTICLES + "/withdrawn").canonical());
    assertEquals(
        URI.create("https://elsewhere.test/original"), read(ARTICLES + "/syndicated").canonical());
    assertEquals(read(ARTICLES + "/odd").url(), read(ARTICLES + "/odd").canonical());
  }

  @Test
  void aDateThatIsNoneFallsBackToCreation() {
    assertTrue(read(ARTICLES + "/syndicated").published().isPresent());
  }

  @Test
  void indexIsTheHomePage() {
    assertTrue(read("/content/site/en/index").home());
  }

  @Test
  void aComponentLiesInItsPage() {
    Resource component = resource(CLOCK + "/jcr:content/container/text");
    assertEquals(CLOCK, source.pageOf(component).orElseThrow().getPath());
    assertEquals(CLOCK, source.read(component).orElseThrow().path());
  }

  @Test
  void contentOfAPageIsItsContentNode() {
    assertEquals(CLOCK + "/jcr:content", source.contentOf(resource(CLOCK)).orElseThrow().getPath());
  }

  @Test
  void aPageInNoSiteIsNone() {
    assertEquals(Optional.empty(), source.pageOf(resource("/content/loose")));
    assertEquals(Optional.empty(), source.pageOf(resource("/content/site")));
  }

  @Test
  void aPageWithoutContentCannotBeRead() {
    assertEquals(Optional.empty(), source.read(resource(ARTICLES + "/hollow")));
  }

  @Test
  void aSiteWithoutAUsableAddressHasNoReadablePagesUntilItIsMended() {
    assertEquals(Optional.empty(), source.read(resource("/content/broken/index")));
    Resource site = resource("/content/broken");
    Objects.requireNonNull(site.adaptTo(ModifiableValueMap.class))
        .put("sling:url", "https://museums.test");
    assertEquals(
        URI.create("https://museums.test/index.html"), read("/content/broken/index").url());
  }

  @Test
  void pagesBelowComeInDocumentOrderAtEveryDepth() {
    List<String> names =
        source.pagesBelow(resource("/content/site/en")).map(Resource::getName).toList();
    assertEquals(
        List.of(
            "index", "articles", "clock", "über uns", "withdrawn", "syndicated", "odd", "hollow"),
        names);
    assertEquals(0, source.pagesBelow(resource("/content/loose")).count());
  }

  private Optional<Instant> lastPublished(Map<String, Object> facts) {
    Resource content = resource(CLOCK + "/jcr:content");
    content.adaptTo(ModifiableValueMap.class).putAll(facts);
    return source.lastPublished(resource(CLOCK));
  }

  private static Calendar date(String instant) {
    return GregorianCalendar.from(ZonedDateTime.parse(instant));
  }

  @Test
  void aPageIsPublicSinceItsLastPublicationElseSinceItsLastChange() {
    assertEquals(Optional.of(Instant.parse("2026-11-20T08:15:00Z")), lastPublished(Map.of()));
    assertEquals(
        Optional.of(Instant.parse("2026-11-21T09:00:00Z")),
        lastPublished(Map.of("sling:lastPublication", date("2026-11-21T09:00:00Z"))));
    assertEquals(Optional.empty(), lastPublished(Map.of("sling:published", false)));
  }

  @Test
  void aRendererTellsOfNoPublication() {
    context
        .bundleContext()
        .registerService(
            "org.apache.sling.cms.publication.PublicationManagerFactory",
            this,
            new Hashtable<>(Map.of("instanceType", "RENDERER")));
    assertEquals(Optional.empty(), lastPublished(Map.of()));
  }

  private Page read(String path) {
    return source.read(resource(path)).orElseThrow();
  }

  private Resource resource(String path) {
    return Objects.requireNonNull(context.resourceResolver().getResource(path), path);
  }

  private void change(String page, String property, Object value) {
    Resource content = resource(page + "/jcr:content");
    Objects.requireNonNull(content.adaptTo(ModifiableValueMap.class)).put(property, value);
  }

  private static Calendar at(String instant) {
    return GregorianCalendar.from(Instant.parse(instant).atZone(ZoneOffset.UTC));
  }

  private Optional<Instant> published(String page) {
    return read(page).published();
  }

  @Test
  void aDraftIsOfTheDayOnWhichItFirstCameOut() throws Exception {
    String draft = ARTICLES + "/syndicated";
    change(draft, "sling:lastPublication", at("2026-11-20T08:30:00Z"));
    assertEquals(Optional.of(Instant.parse("2026-11-20T08:30:00Z")), published(draft));
    change(draft, "sling:lastPublicationType", "DELETE");
    assertTrue(published(draft).isPresent());
    assertNotEquals(Optional.of(Instant.parse("2026-11-20T08:30:00Z")), published(draft));
  }

  @Test
  void aPageThatIsPublishedAgainKeepsTheDayThatWasNoted() throws Exception {
    String page = ARTICLES + "/syndicated";
    context.create().resource(page + "/jcr:content/smo", "published", "2026-11-02T10:00:00Z");
    change(page, "sling:lastPublication", at("2026-11-20T08:30:00Z"));
    assertEquals(Optional.of(Instant.parse("2026-11-02T10:00:00Z")), published(page));
  }

  @Test
  void aPageThatIsPublishedAgainIsAsOldAsItsOldestVersion() throws Exception {
    String page = ARTICLES + "/syndicated";
    Session session = Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class));
    session.getNode(page).addMixin("mix:versionable");
    session.save();
    VersionManager versions = session.getWorkspace().getVersionManager();
    Version oldest = versions.checkpoint(page);
    Version next = versions.checkpoint(page);
    versions.checkpoint(page);
    change(page, "sling:lastPublication", at("2099-11-20T08:30:00Z"));
    assertEquals(Optional.of(oldest.getCreated().toInstant()), published(page));
    versions.getVersionHistory(page).removeVersion(oldest.getName());
    assertEquals(Optional.of(next.getCreated().toInstant()), published(page));
  }

  @Test
  void theVersionsOfAPageWithADateAreNotRead() {
    Resource page =
        new ResourceWrapper(resource(ARTICLES + "/syndicated")) {
          @Override
          public <T> T adaptTo(Class<T> type) {
            throw new AssertionError("asked for " + type);
          }
        };
    Calendar date = at("2026-11-02T10:00:00Z");
    ValueMap facts =
        new ValueMapDecorator(
            Map.of("publishDate", date, "sling:lastPublication", at("2026-11-20T08:30:00Z")));
    assertEquals(date.toInstant(), new PageNode(page, facts).published());
  }

  @Test
  void pagesOfOneDayHaveTheTimeAtWhichTheyCameOut() {
    change(CLOCK, "sling:lastPublication", at("2026-11-19T17:05:00Z"));
    assertEquals(Optional.of(Instant.parse("2026-11-19T17:05:00Z")), published(CLOCK));
    change(CLOCK, "sling:lastPublication", at("2026-11-20T17:05:00Z"));
    assertEquals(Optional.of(Instant.parse("2026-11-19T00:00:00Z")), published(CLOCK));
  }

  @Test
  void anAddressLeadsToThePageThatTheMappingOfItsHostShows() {
    // The mocks read no mappings after their start.
    ResourceResolver mapped =
        new ResourceResolverWrapper(context.resourceResolver()) {
          @Override
          public Resource resolve(HttpServletRequest request, String path) {
            String host =
                request.getScheme() + '/' + request.getServerName() + '.' + request.getServerPort();
            boolean ours = host.equals("https/museums.test.443");
            return super.resolve(request, ours ? "/content/site/en" + path : path);
          }
        };
    for (String address :
        List.of(
            "https://museums.test/articles/clock",
            "https://museums.test/articles/clock/",
            "https://museums.test/articles/clock.html/",
            "https://museums.test/articles/clock.html")) {
      assertEquals(Optional.of(CLOCK), pageAt(mapped, address), address);
    }
    assertEquals(
        Optional.empty(), pageAt(mapped, "https://museums.test/articles/clock.print.html"));
    assertEquals(
        Optional.empty(), pageAt(mapped, "https://museums.test/articles/clock/jcr:content"));
    assertEquals(Optional.empty(), pageAt(mapped, "https://elsewhere.test/articles/clock"));
  }
}
