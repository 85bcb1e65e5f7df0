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
import dev.smo.share.ShareSettings;
import dev.smo.share.impl.ConfiguredAccounts;
import dev.smo.share.impl.Networks;
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
        context, CardDefaults.class, FeedSettings.class, ShareSettings.class);
    context.registerInjectActivateService(Networks.class);
    context.registerInjectActivateService(ConfiguredAccounts.class);
    context.registerInjectActivateService(Cards.class);
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
  void isAWebSiteAtHome() throws Exception {
    SocialCard card = card(SiteContext.SITE + "/index");
    assertEquals("website", content(card, "og:type"));
    assertEquals("", content(card, "article:published_time"));
    assertEquals("summary", content(card, "twitter:card"));
    assertEquals("WebPage", data(card).get("@type").asText());
  }

  @Test
  void cannotBeBrokenOutOf() throws Exception {
    SocialCard card = card(ARTICLES + "/nasty");
    assertFalse(card.getJsonLd().matches("(?s).*[<>&].*"), card.getJsonLd());
    assertEquals(card.getTitle(), data(card).get("headline").asText());
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

  private void file(String path, Object... facts) {
    context.create().resource(path, facts);
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
