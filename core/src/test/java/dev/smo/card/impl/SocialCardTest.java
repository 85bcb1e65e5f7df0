package dev.smo.card.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.card.CardDefaults;
import dev.smo.card.SocialCard;
import dev.smo.feed.FeedSettings;
import dev.smo.page.SiteContext;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
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
    MockContextAwareConfig.registerAnnotationClasses(
        context, CardDefaults.class, FeedSettings.class);
    context.registerInjectActivateService(Cards.class);
  }

  @Test
  void exportsTheCardOfAnArticle() throws Exception {
    configure(
        "canonical", true, "twitterSite", "@museum", "fediverseCreator", "@house@social.example");
    JsonNode expected = JSON.readTree(getClass().getResourceAsStream("/card/winter.json"));
    assertEquals(expected, JSON.valueToTree(card(ARTICLES + "/winter/jcr:content/container/card")));
  }

  @Test
  void saysTheSameToMastodonAsToAllOthers() throws Exception {
    SocialCard card = card(ARTICLES + "/winter/jcr:content");
    JsonNode data = JSON.readTree(card.getJsonLd());
    assertEquals(content(card, "og:title"), data.get("headline").asText());
    assertEquals(content(card, "og:description"), data.get("description").asText());
    assertEquals(content(card, "og:image"), data.get("image").get(0).asText());
    assertEquals(content(card, "og:url"), data.get("url").asText());
  }

  @Test
  void letsThePageChoose() {
    context
        .create()
        .resource(
            ARTICLES + "/hidden/jcr:content/smo",
            "title",
            "Come in",
            "description",
            "It is warm",
            "image",
            SiteContext.SITE + "/images/a b.jpg",
            "imageAlt",
            "A stove");
    SocialCard card = card(ARTICLES + "/hidden");
    assertEquals("Come in", card.getTitle());
    assertEquals("It is warm", card.getDescription());
    assertEquals("https://www.example.org/images/a%20b.jpg", card.getImage());
    assertEquals("A stove", card.getImageAlt());
    assertTrue(card.getJsonLd().contains("\"headline\":\"Come in\""));
  }

  @Test
  void takesThePictureOfTheSiteWhereThePageHasNoneThatNetworksShow() {
    configure("image", "/static/harbour.jpg", "imageAlt", "The harbour", "siteName", "Our museum");
    context.create().resource(ARTICLES + "/draft/jcr:content/smo", "image", "/content/drawing.SVG");
    SocialCard card = card(ARTICLES + "/draft");
    assertEquals("https://www.example.org/static/harbour.jpg", card.getImage());
    assertEquals("The harbour", content(card, "og:image:alt"));
    assertEquals("Our museum", content(card, "og:site_name"));
  }

  @Test
  void isAWebSiteAtHome() throws Exception {
    SocialCard card = card(SiteContext.SITE + "/index");
    assertEquals("website", content(card, "og:type"));
    assertEquals("", content(card, "article:published_time"));
    assertEquals("summary", content(card, "twitter:card"));
    assertEquals("WebPage", JSON.readTree(card.getJsonLd()).get("@type").asText());
  }

  @Test
  void cannotBeBrokenOutOf() throws Exception {
    SocialCard card = card(ARTICLES + "/nasty");
    assertFalse(card.getJsonLd().matches("(?s).*[<>&].*"), card.getJsonLd());
    assertEquals(card.getTitle(), JSON.readTree(card.getJsonLd()).get("headline").asText());
    assertTrue(card.getTitle().contains("\u202eabc\u202c \ud83d\udc69\u200d\ud83d\udc67"));
    String all = card.getTags().toString() + card.getJsonLd();
    assertTrue(all.chars().noneMatch(Character::isISOControl));
  }

  @Test
  void isEmptyOutsideAPage() {
    context.create().resource("/content/elsewhere");
    assertEquals(List.of(), card("/content/elsewhere").getTags());
    assertEquals("", card("/content/elsewhere").getJsonLd());
  }

  private void configure(Object... values) {
    MockContextAwareConfig.writeConfiguration(
        context, SiteContext.SITE, CardDefaults.class, values);
  }

  private SocialCard card(String path) {
    return Objects.requireNonNull(
        Objects.requireNonNull(context.resourceResolver().getResource(path))
            .adaptTo(SocialCard.class));
  }

  private static String content(SocialCard card, String name) {
    return card.getTags().stream()
        .filter(tag -> tag.attributes().containsValue(name))
        .map(tag -> tag.attributes().get("content"))
        .collect(Collectors.joining("|"));
  }
}
