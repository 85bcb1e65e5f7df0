// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.SiteContext;
import java.util.Objects;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Mastodon shows of our pages, by its own rules. */
@ExtendWith(SlingContextExtension.class)
class MastodonsCardTest {
  private static final String ARTICLES = SiteContext.SITE + "/articles";

  private final SlingContext context = SiteContext.create();

  @BeforeEach
  void setUp() {
    CardContext.fill(context);
    CardContext.configure(context, "enabled", true, "canonical", true);
  }

  private CardView view(String path) {
    return Objects.requireNonNull(context.getService(Cards.class))
        .viewed(Objects.requireNonNull(context.resourceResolver().getResource(path)))
        .orElseThrow();
  }

  private MastodonsCard card(String path) {
    return new MastodonsCard(
        "<html lang=xx><head><title>no</title>%s</head></html>"
            .formatted(view(path).markup(false, false, false)));
  }

  private void write(String page, String name, Object value) {
    Objects.requireNonNull(
            Objects.requireNonNull(context.resourceResolver().getResource(page))
                .adaptTo(ModifiableValueMap.class))
        .put(name, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".*=NewsArticle", ".*=BlogPosting", ".*=OpinionNewsArticle"})
  void anArticleOfAnyTypeIsShownWithAllThatItsTagsSay(String type) {
    if (!type.isEmpty()) {
      CardContext.configure(
          context, "enabled", true, "canonical", true, "types", new String[] {type});
    }
    CardView view = view(ARTICLES + "/winter");
    MastodonsCard card = card(ARTICLES + "/winter");
    assertEquals(content(view, "og:title"), card.title());
    assertEquals(content(view, "og:description"), card.description());
    assertEquals(content(view, "og:image"), card.image());
    assertEquals(content(view, "og:image:alt"), card.imageAlt());
    assertEquals(content(view, "og:site_name"), card.provider());
    assertEquals(content(view, "article:published_time"), card.date());
    assertEquals("Ada Example", card.author());
    assertEquals("@ada@social.example", card.account());
    assertEquals("en", card.language());
    assertTrue(card.isArticle());
  }

  @Test
  void aPageWithoutAnAuthorNamesNobody() {
    MastodonsCard card = card(ARTICLES + "/nasty");
    assertEquals("", card.authorUrl());
    assertFalse(card.title().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"zh-TW, zh-TW", "zh-HK, zh-HK", "pt-BR, pt", "de, de", "en-GB, en", "sr-Latn, sr"})
  void theLanguageIsTheOneInItsListThatIsNearest(String written, String shown) {
    write(SiteContext.SITE, "jcr:language", written);
    assertEquals(shown, card(ARTICLES + "/winter").language());
  }

  @Test
  void whatAnAuthorTypedIsShownUnlessItIsAnEntity() {
    write(ARTICLES + "/winter/jcr:content", "jcr:title", "Tom & \"Jerry\" </script> <b>");
    assertEquals("Tom & \"Jerry\" </script> <b>", card(ARTICLES + "/winter").title());
    // It decodes once too often, whatever a page does.
    write(ARTICLES + "/winter/jcr:content", "jcr:title", "&amp;amp; is written");
    assertEquals("& is written", card(ARTICLES + "/winter").title().replace("&amp;", "&"));
  }

  @Test
  void aPageThatWantsNoListingIsShownByItsTags() {
    write(ARTICLES + "/winter/jcr:content", "noindex", true);
    MastodonsCard card = card(ARTICLES + "/winter");
    assertEquals(content(view(ARTICLES + "/winter"), "og:title"), card.title());
    assertEquals("en", card.language());
    assertEquals("", card.author());
  }

  @Test
  void theHomePageIsNoArticle() {
    MastodonsCard card = card(SiteContext.SITE + "/index");
    assertFalse(card.isArticle());
    assertEquals("", card.date());
    assertEquals(content(view(SiteContext.SITE + "/index"), "og:title"), card.title());
  }

  private static String content(CardView view, String name) {
    return view.tags().stream()
        .filter(tag -> tag.attributes().containsValue(name))
        .map(tag -> tag.attributes().getOrDefault("content", ""))
        .findFirst()
        .orElse("");
  }
}
