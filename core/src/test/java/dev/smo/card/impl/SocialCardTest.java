// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.card.CardValue;
import dev.smo.card.Origin;
import dev.smo.card.SocialCard;
import dev.smo.fixture.SiteContext;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import dev.smo.socialimage.SocialImagePolicy;
import dev.smo.socialimage.SocialImages;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class SocialCardTest {
  private static final String ARTICLES = SiteContext.SITE + "/articles";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SlingContext context = SiteContext.create();

  @BeforeEach
  void setUp() {
    CardContext.fill(context);
  }

  @Test
  void mastodonFindsTheArticleBeforeItReadsTheTags() throws Exception {
    configure("articleType", "NewsArticle");
    SocialCard card = card(ARTICLES + "/winter/jcr:content");
    JsonNode found = null;
    // As app/lib/link_details_extractor.rb of Mastodon looks: no @graph, no @id, the first counts.
    for (JsonNode node : JSON.readTree(card.getJsonLd())) {
      if (found == null
          && List.of("NewsArticle", "WebPage").contains(node.path("@type").asText())) {
        found = node;
      }
    }
    assertEquals(content(card, "og:title"), Objects.requireNonNull(found).get("headline").asText());
    assertEquals(content(card, "og:description"), found.get("description").asText());
    assertEquals(content(card, "og:site_name"), found.get("publisher").get("name").asText());
    assertEquals("Ada Example", found.get("author").get(0).get("name").asText());
    assertEquals(content(card, "article:published_time"), found.get("datePublished").asText());
    assertEquals("en-GB", found.get("inLanguage").asText());
  }

  @Test
  void theAuthorIsShownOnTheDefaultPageByMastodonToo() throws Exception {
    JsonNode found = null;
    for (JsonNode node : JSON.readTree(card(ARTICLES + "/winter").getJsonLd())) {
      if (found == null
          && List.of("NewsArticle", "WebPage").contains(node.path("@type").asText())) {
        found = node;
      }
    }
    assertEquals(
        "Ada Example", Objects.requireNonNull(found).path("author").path(0).path("name").asText());
    // Of og:locale, which has no hyphen, Mastodon knows the language only.
    assertEquals("en-GB", found.path("inLanguage").asText());
  }

  @Test
  void aDateThatNobodyCanReadIsNotSaid() {
    SocialCard card = card(ARTICLES + "/winter");
    assertFalse(content(card, "article:published_time").isEmpty());
    assertTrue(card.getJsonLd().contains("datePublished"));
    String content = SiteContext.SITE + "/articles/winter/jcr:content";
    Objects.requireNonNull(
            Objects.requireNonNull(context.resourceResolver().getResource(content))
                .adaptTo(ModifiableValueMap.class))
        .put("publishDate", "-5000-01-01T00:00:00Z");
    card = card(ARTICLES + "/winter");
    assertEquals("", content(card, "article:published_time"));
    assertFalse(card.getJsonLd().contains("datePublished"), card.getJsonLd());
  }

  @Test
  void saysTheSameToMastodonAsToAllOthers() throws Exception {
    SocialCard card = card(ARTICLES + "/winter/jcr:content");
    JsonNode data = data(card);
    assertEquals(content(card, "og:title"), data.get("headline").asText());
    assertEquals(content(card, "og:description"), data.get("description").asText());
    assertEquals(content(card, "og:image"), data.get("image").get(0).asText());
    assertEquals(content(card, "og:url"), data.get("url").asText());
  }

  @Test
  void letsThePageChoose() {
    file(SiteContext.SITE + "/images/a b.jpg");
    context
        .create()
        .resource(
            ARTICLES + "/draft/jcr:content/smo",
            "title",
            "Come in",
            "description",
            "It is warm",
            "image",
            SiteContext.SITE + "/images/a b.jpg",
            "imageAlt",
            "A stove");
    SocialCard card = card(ARTICLES + "/draft");
    assertEquals("Come in", card.getTitle());
    assertEquals("It is warm", card.getDescription());
    assertEquals("https://www.example.org/images/a%20b.jpg", card.getImage());
    assertEquals("A stove", card.getImageAlt());
    assertTrue(card.getJsonLd().contains("\"headline\":\"Come in\""));
  }

  @Test
  void takesThePictureOfTheSiteWhereThePageHasNoneThatNetworksShow() {
    file("/static/harbour.jpg");
    file("/content/drawing.SVG");
    configure("image", "/static/harbour.jpg", "imageAlt", "The harbour", "siteName", "Our museum");
    context.create().resource(ARTICLES + "/draft/jcr:content/smo", "image", "/content/drawing.SVG");
    SocialCard card = card(ARTICLES + "/draft");
    assertEquals("https://www.example.org/static/harbour.jpg", card.getImage());
    assertEquals("The harbour", content(card, "og:image:alt"));
    assertEquals("Our museum", content(card, "og:site_name"));
  }

  @Test
  void leavesTheBreadcrumbToAComponentThatSaysIt() {
    assertTrue(card(ARTICLES + "/winter").getJsonLd().contains("BreadcrumbList"));
    configure("breadcrumb", false);
    assertFalse(card(ARTICLES + "/winter").getJsonLd().contains("BreadcrumbList"));
  }

  @Test
  void isAWebSiteAtHome() throws Exception {
    SocialCard card = card(SiteContext.SITE + "/index");
    assertEquals("website", content(card, "og:type"));
    assertEquals("", content(card, "article:published_time"));
    assertEquals("summary", content(card, "twitter:card"));
    assertEquals("WebPage", data(card).get("@type").asText());
  }

  @Test
  void takesWhatIsNearestToThePage() {
    CardContext.configureAll(context);
    social("/articles", "image", "/content/site/en/images/team.png", "imageAlt", "All of us");
    social("/articles", "section", "News", "twitterSite", "quay");
    assertEquals(Origin.PAGE, origin(ARTICLES + "/winter", "image"));
    String draft = ARTICLES + "/draft";
    assertEquals(Origin.ANCESTOR, origin(draft, "image"));
    assertEquals(Origin.ANCESTOR, origin(draft, "imageAlt"));
    assertEquals(Origin.ANCESTOR, origin(draft, "section"));
    assertEquals(Origin.ANCESTOR, origin(draft, "twitterSite"));
    assertEquals(Origin.SITE, origin(draft, "creator"));
    assertEquals(Origin.SITE, origin(draft, "siteName"));
    assertEquals(Origin.DEFAULT, origin(draft, "type"));
    social("/articles/draft", "section", "Own", "type", "website", "creator", "a@b.example");
    assertEquals(Origin.SOCIAL, origin(draft, "section"));
    assertEquals(Origin.SOCIAL, origin(draft, "type"));
    assertEquals(Origin.SOCIAL, origin(draft, "creator"));
  }

  @Test
  void titleAndTextAreNeverTakenFromAbove() {
    social("/articles", "title", "Of the section", "description", "Of the section");
    SocialCard card = card(ARTICLES + "/draft");
    assertEquals("Not yet", card.getTitle());
    assertEquals("", card.getDescription());
  }

  /** From now on pictures can be drawn, and served in other shapes. */
  private void draw() {
    MockContextAwareConfig.registerAnnotationClasses(context, SocialImagePolicy.class);
    context.registerService(
        new Repository(Objects.requireNonNull(context.getService(ResourceResolverFactory.class))));
    context.registerInjectActivateService(SystemClock.class);
    context.registerInjectActivateService(SocialImages.class);
    context.registerInjectActivateService(Cards.class, "service.ranking", 1);
  }

  @Test
  void saysWhereThePictureIsInAShapeThatAllNetworksTake() {
    draw();
    String banner = SiteContext.SITE + "/banner.png";
    context.load().binaryFile(new ByteArrayInputStream(new byte[] {1}), banner, "image/png");
    social("/articles/winter", "image", banner);
    SocialCard card = card(ARTICLES + "/winter");
    assertEquals("https://www.example.org/banner.png", card.getImage());
    String photo = content(card, "smo:photo");
    assertTrue(
        photo.matches(
            "https://www\\.example\\.org/articles/winter\\.social\\.photo\\.[0-9a-f]{32}\\.jpg"),
        photo);
    assertEquals("https://www.example.org/banner.png", content(card, "og:image"));
    for (String elsewhere : new String[] {"https://cdn.example/own.png", "no address"}) {
      social("/articles/winter", "image", elsewhere);
      assertEquals("", content(card(ARTICLES + "/winter"), "smo:photo"), elsewhere);
    }
    policy("always");
    social("/articles/winter", "image", "");
    assertEquals("", content(card(ARTICLES + "/winter"), "smo:photo"), "what is drawn fits");
  }

  @Test
  void drawnPicturesStandWhereThePolicySays() {
    draw();
    policy("missing");
    assertEquals(Origin.PAGE, origin(ARTICLES + "/winter", "image"));
    assertEquals(Origin.GENERATED, origin(ARTICLES + "/draft", "image"));
    assertEquals(1200, card(ARTICLES + "/draft").getImageWidth());
    String picture = card(ARTICLES + "/draft").getImage();
    assertEquals(
        picture, content(card(ARTICLES + "/draft"), "og:image"), "LinkedIn takes the last");
    social("/articles/draft", "image", "https://cdn.example/new.AVIF");
    assertEquals(Origin.GENERATED, origin(ARTICLES + "/draft", "image"), "few show an AVIF");
    policy("always");
    assertEquals(Origin.GENERATED, origin(ARTICLES + "/winter", "image"));
    social("/articles/winter", "image", "https://cdn.example/own.jpg");
    assertEquals(Origin.SOCIAL, origin(ARTICLES + "/winter", "image"));
    policy("never");
    assertEquals("", card(ARTICLES + "/draft").getImage());
  }

  @Test
  void tellsWhatItCannotShowAndShowsWhatComesNext() {
    configure("twitterSite", "@museum", "types", new String[] {"(=profile"});
    social("/articles/winter", "image", "/content/gone.jpg", "video", "javascript:alert(1)");
    social("/articles/winter", "creator", "ada", "type", "Bogus", "twitterSite", "a b");
    SocialCard card = card(ARTICLES + "/winter");
    String winter = " (" + ARTICLES + "/winter)";
    assertEquals(
        List.of(
            "type \"Bogus\""
                + winter
                + " is not a type of Open Graph, or one of schema.org for articles",
            "types of the site: \"(=profile\" is no regular expression",
            "creator \"ada\"" + winter + " is not an account such as @user@host",
            "twitterSite \"a b\"" + winter + " is not an account such as @user",
            "video \"javascript:alert(1)\"" + winter + " is not an address of the web, https://...",
            "picture \"/content/gone.jpg\"" + winter + " is not there"),
        card.getProblems());
    assertEquals("https://www.example.org/images/winter.jpg", card.getImage());
    assertEquals("@museum", content(card, "twitter:site"));
    assertEquals("@ada@social.example", content(card, "fediverse:creator"));
    assertEquals("article", content(card, "og:type"));
    assertEquals("", content(card, "og:video"));
  }

  @Test
  void typeFollowsTheTemplate() {
    configure("types", new String[] {".*/event=website", ".*/article=OpinionNewsArticle"});
    assertEquals(Origin.SITE, origin(ARTICLES + "/winter", "type"));
    assertTrue(card(ARTICLES + "/winter").getJsonLd().contains("\"OpinionNewsArticle\""));
    assertEquals(Origin.DEFAULT, origin(ARTICLES + "/draft", "type"));
  }

  @Test
  void noTextIsCutButThatOfAPictureForX() {
    String words = "wind and weather ".repeat(40).strip();
    social("/articles/winter", "title", words, "description", words, "imageAlt", words);
    SocialCard card = card(ARTICLES + "/winter");
    assertEquals(words, content(card, "og:title"));
    assertEquals(words, content(card, "twitter:title"), "readers that prefer it show the cut");
    assertEquals(words, content(card, "twitter:description"), "readers prefer it, too");
    assertTrue(content(card, "twitter:image:alt").matches(".{400,419}…"));
  }

  @Test
  void cannotBeBrokenOutOf() throws Exception {
    SocialCard card = card(ARTICLES + "/nasty");
    assertFalse(card.getJsonLd().matches("(?s).*[<>&].*"), card.getJsonLd());
    assertEquals(card.getTitle(), data(card).get("headline").asText());
    assertTrue(
        card.getTitle().contains(" abc \ud83d\udc69\u200d\ud83d\udc67"),
        "what turns the direction of all that follows is left out");
    String all = card.getTags().toString() + card.getJsonLd();
    assertTrue(all.chars().noneMatch(Character::isISOControl));
  }

  @Test
  void isEmptyOutsideAPage() {
    context.create().resource("/content/elsewhere");
    assertEquals(List.of(), card("/content/elsewhere").getTags());
    assertEquals("", card("/content/elsewhere").getJsonLd());
  }

  private void social(String page, Object... fields) {
    String path = SiteContext.SITE + page + "/jcr:content/smo";
    Resource present = context.resourceResolver().getResource(path);
    Resource node = present == null ? context.create().resource(path) : present;
    ModifiableValueMap values = Objects.requireNonNull(node.adaptTo(ModifiableValueMap.class));
    for (int i = 0; i < fields.length; i += 2) {
      values.put(fields[i].toString(), fields[i + 1]);
    }
  }

  private void policy(String mode) {
    MockContextAwareConfig.writeConfiguration(
        context, SiteContext.SITE, SocialImagePolicy.class, "mode", mode);
  }

  private Origin origin(String page, String name) {
    return card(page).getValues().stream()
        .filter(value -> value.name().equals(name))
        .map(CardValue::origin)
        .findFirst()
        .orElseThrow();
  }

  private void file(String path, Object... facts) {
    context.create().resource(path, facts);
  }

  private void configure(Object... values) {
    CardContext.configure(context, values);
  }

  private SocialCard card(String path) {
    return Objects.requireNonNull(
        Objects.requireNonNull(context.resourceResolver().getResource(path))
            .adaptTo(SocialCard.class));
  }

  /** What the page itself is, as Mastodon finds it. */
  private static JsonNode data(SocialCard card) throws Exception {
    JsonNode all = JSON.readTree(card.getJsonLd());
    return all.isArray() ? all.get(0) : all;
  }

  private static String content(SocialCard card, String name) {
    return card.getTags().stream()
        .filter(tag -> tag.attributes().containsValue(name))
        .map(tag -> tag.attributes().get("content"))
        .collect(Collectors.joining("|"));
  }
}
