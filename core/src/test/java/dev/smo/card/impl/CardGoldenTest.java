// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.smo.card.CardValue;
import dev.smo.card.SocialCard;
import dev.smo.card.Tag;
import dev.smo.fixture.SiteContext;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tag and every word of structured data of pages of all kinds, in {@code /card/*.html}. */
@ExtendWith(SlingContextExtension.class)
class CardGoldenTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

  private final SlingContext context = SiteContext.create();

  @BeforeEach
  void setUp() {
    CardContext.fill(context);
    CardContext.configureAll(context);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index",
        "articles",
        "articles/winter",
        "articles/nasty",
        "articles/hidden",
        "people/ada",
        "people/film"
      })
  void saysExactlyThis(String page) throws Exception {
    SocialCard card =
        Objects.requireNonNull(
            Objects.requireNonNull(
                    context.resourceResolver().getResource(SiteContext.SITE + '/' + page))
                .adaptTo(SocialCard.class));
    String tags = card.getTags().stream().map(CardGoldenTest::html).collect(Collectors.joining());
    String values =
        card.getValues().stream().map(CardGoldenTest::line).collect(Collectors.joining());
    String data =
        card.getJsonLd().isEmpty()
            ? ""
            : "<script type=\"application/ld+json\">\n"
                + PRETTY.writeValueAsString(JSON.readTree(card.getJsonLd()))
                + "\n</script>\n";
    Golden.assertSame(
        page.replaceFirst(".*/", "") + ".html", tags + data + "<!--\n" + values + "-->");
  }

  private static String html(Tag tag) {
    Element element = new Element(tag.element());
    tag.attributes().forEach(element::attr);
    return element.outerHtml() + '\n';
  }

  private static String line(CardValue value) {
    return "%s = %s (%s %s)\n".formatted(value.name(), value.value(), value.origin(), value.from());
  }
}
