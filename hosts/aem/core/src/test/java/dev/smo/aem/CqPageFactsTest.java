// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.day.cq.commons.Externalizer;
import com.day.cq.dam.api.Asset;
import com.day.cq.tagging.Tag;
import com.day.cq.tagging.TagConstants;
import com.day.cq.tagging.TagManager;
import com.day.cq.wcm.api.NameConstants;
import dev.smo.page.Image;
import dev.smo.page.Page;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.net.URI;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pages, tags and assets that AEM's own interfaces have made, and what those say of them: the page
 * source, which reads plain resources, must say the same.
 */
@ExtendWith(AemContextExtension.class)
class CqPageFactsTest {
  private static final String SITE = "/content/museum";
  private static final String TEMPLATE = "/conf/museum/settings/wcm/templates/article";

  private final AemContext context = Museum.newContext();
  private CqPageSource source;

  @BeforeEach
  void start() {
    source = context.registerInjectActivateService(new CqPageSource());
  }

  private com.day.cq.wcm.api.Page article(String language, Object... properties) {
    return context.create().page(SITE + "/" + language + "/article", TEMPLATE, properties);
  }

  private Page read(com.day.cq.wcm.api.Page page) {
    return source.read(page.adaptTo(Resource.class)).orElseThrow();
  }

  private Tag tag(String id, Object... titles) throws Exception {
    TagManager tags = context.resourceResolver().adaptTo(TagManager.class);
    Tag tag = tags.createTag(id, "English", "");
    ModifiableValueMap values = tag.adaptTo(Resource.class).adaptTo(ModifiableValueMap.class);
    for (int i = 0; i < titles.length; i += 2) {
      values.put(titles[i].toString(), titles[i + 1]);
    }
    return tag;
  }

  @Test
  void titleDescriptionAndTemplateAreThoseOfAemsPage() {
    com.day.cq.wcm.api.Page article =
        article(
            "en",
            NameConstants.PN_TITLE,
            "Winter",
            NameConstants.PN_PAGE_TITLE,
            "Winter in the museum",
            NameConstants.PN_DESCRIPTION,
            "Open at ten.");
    assertEquals(article.getPageTitle(), read(article).title());
    assertEquals(article.getDescription(), read(article).description());
    assertEquals(
        article.getProperties().get(NameConstants.PN_TEMPLATE, ""), read(article).template());
    assertEquals(
        context
            .getService(Externalizer.class)
            .publishLink(context.resourceResolver(), article.getPath() + ".html"),
        read(article).url().toString());
  }

  @ParameterizedTest
  @CsvSource({"en,Snow", "de_ch,Schnee", "fr,Neige", "pt_br,Neve", "ja,English"})
  void aTagHasTheTitleThatAemGivesItInThePagesLanguage(String language, String title)
      throws Exception {
    Tag tag =
        tag(
            "weather:snow",
            "jcr:title.en",
            "Snow",
            "jcr:title.de",
            "Schnee",
            "jcr:title.fr",
            "Neige",
            "jcr:title.pt_br",
            "Neve");
    context.create().page(SITE + "/" + language);
    Page page = read(article(language, NameConstants.PN_TAGS, new String[] {tag.getTagID()}));
    assertEquals(List.of(title), page.tags());
    assertEquals(title, tag.getTitle(page.locale()), "AEM says the same");
  }

  @Test
  void aTagThatMovedAndTheOneItWasMergedIntoAreOne() throws Exception {
    Tag ice = tag("weather:ice", "jcr:title.en", "Ice");
    Tag moved = tag("weather:cold/ice", TagConstants.PN_MOVED_TO, ice.getPath());
    Tag merged = tag("weather:frost", TagConstants.PN_MOVED_TO, ice.getTagID());
    assertEquals(
        List.of("Ice"),
        read(article(
                "en",
                NameConstants.PN_TAGS,
                new String[] {moved.getTagID(), merged.getTagID(), ice.getTagID()}))
            .tags());
  }

  private Image picture(Asset asset, Object... properties) {
    com.day.cq.wcm.api.Page page = article("en");
    context.create().resource(page, "cq:featuredimage", properties);
    page.adaptTo(Resource.class)
        .getChild("jcr:content/cq:featuredimage")
        .adaptTo(ModifiableValueMap.class)
        .put("fileReference", asset.getPath());
    return read(page).image().orElseThrow();
  }

  private Asset photograph(Object... metadata) {
    return context
        .create()
        .asset("/content/dam/museum/roof.jpg", 1200, 630, "image/jpeg", metadata);
  }

  @Test
  void thePictureOfAPageIsTheAssetWithItsSizeAndFormat() {
    Asset asset = photograph("dc:title", "Roof");
    context.create().assetRendition(asset, "cq5dam.web.1280.1280.jpeg", 640, 336, "image/jpeg");
    Image picture = picture(asset);
    assertEquals(
        new Image(
            URI.create("https://museum.example/content/dam/museum/roof.jpg"),
            "Roof",
            "image/jpeg",
            1200,
            630),
        picture,
        "the original, and not a rendition");
    assertEquals(asset.getMimeType(), picture.type());
  }

  @Test
  void theAlternativeTextIsTheDescriptionOfTheAssetBeforeItsTitle() {
    Asset asset = photograph("dc:title", "Roof", "dc:description", "Snow on the roof");
    assertEquals(asset.getMetadataValue("dc:description"), picture(asset).alt());
  }

  @Test
  void textsOfAnAssetInManyLanguagesAreItsFirst() {
    Asset asset =
        photograph("dc:title", new String[] {"Roof", "Dach"}, "dc:description", new String[0]);
    assertEquals("Roof", picture(asset).alt());
    assertEquals("Roof", source.read(asset.adaptTo(Resource.class)).orElseThrow().title());
  }

  @ParameterizedTest
  @CsvSource({
    "Roof in snow.jpg,Roof%20in%20snow.jpg",
    "Dächer.jpg,D%C3%A4cher.jpg",
    "50%.jpg,50%25.jpg",
    "a+b&c.jpg,a%2Bb&c.jpg"
  })
  void anAssetOfAnyNameHasAnAddress(String name, String escaped) {
    Asset asset = context.create().asset("/content/dam/museum/" + name, 1200, 630, "image/jpeg");
    String address = "https://museum.example/content/dam/museum/" + escaped;
    assertEquals(address, picture(asset).url().toString());
    Page file = source.read(asset.adaptTo(Resource.class)).orElseThrow();
    assertEquals(address, file.url().toASCIIString());
  }

  @ParameterizedTest
  @CsvSource({
    "2000-01-01T00:00:00Z,2999-01-01T00:00:00Z",
    "2999-01-01T00:00:00Z,",
    "2000-01-01T00:00:00Z,2001-01-01T00:00:00Z"
  })
  void anActivatedPageIsLiveWhileAemCallsItValid(ZonedDateTime on, ZonedDateTime off) {
    com.day.cq.wcm.api.Page page =
        article(
            "en",
            NameConstants.PN_ON_TIME,
            GregorianCalendar.from(on),
            "cq:lastReplicationAction",
            "Activate");
    if (off != null) {
      page.getContentResource()
          .adaptTo(ModifiableValueMap.class)
          .put(NameConstants.PN_OFF_TIME, GregorianCalendar.from(off));
    }
    assertEquals(page.isValid(), read(page).live());
  }

  @ParameterizedTest
  @CsvSource({
    "Activate,,true",
    "Activate,Activate,true",
    "'',Activate,true",
    "Deactivate,Activate,false",
    "Activate,Deactivate,true",
    "Deactivate,,false"
  })
  void whatTheCloudServiceNotesOfThePublishTierCountsWhereNothingElseIsNoted(
      String action, String ofPublish, boolean live) {
    com.day.cq.wcm.api.Page page = article("en", "cq:lastReplicationAction_preview", "Activate");
    ModifiableValueMap values = page.getContentResource().adaptTo(ModifiableValueMap.class);
    values.put("cq:lastReplicationAction", action);
    if (ofPublish != null) {
      values.put("cq:lastReplicationAction_publish", ofPublish);
    }
    assertEquals(live, read(page).live());
  }

  @ParameterizedTest
  @CsvSource({
    "Activate,,2026-11-20T08:00:00Z",
    "Activate,2026-11-21T08:00:00Z,2026-11-21T08:00:00Z",
    "Activate,2026-11-19T08:00:00Z,2026-11-20T08:00:00Z",
    "Activate,2999-01-01T00:00:00Z,",
    "Deactivate,,"
  })
  void aLivePageIsPublicSinceItsLastReplicationOrItsOnTimeAfterThat(
      String action, ZonedDateTime on, Instant since) {
    com.day.cq.wcm.api.Page page =
        article(
            "en",
            "cq:lastReplicationAction",
            action,
            "cq:lastReplicated",
            GregorianCalendar.from(ZonedDateTime.parse("2026-11-20T08:00:00Z")));
    if (on != null) {
      page.getContentResource()
          .adaptTo(ModifiableValueMap.class)
          .put(NameConstants.PN_ON_TIME, GregorianCalendar.from(on));
    }
    assertEquals(Optional.ofNullable(since), source.lastPublished(page.adaptTo(Resource.class)));
  }

  @Test
  void assetsAreReadAsAemMakesThem() {
    Asset asset = photograph("dc:title", "Roof", "dc:description", "Snow on the roof");
    Page file = source.read(asset.adaptTo(Resource.class)).orElseThrow();
    assertTrue(file.file());
    assertEquals("Roof", file.title());
    assertEquals(1200, file.image().orElseThrow().width());
    assertEquals(Map.of(), file.alternates());
  }
}
