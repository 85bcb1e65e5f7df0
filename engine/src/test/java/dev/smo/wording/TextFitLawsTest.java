// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import dev.smo.fixture.Texts;
import dev.smo.page.Page;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever a page says, its post fits, has its link whole, and no half of anything. */
class TextFitLawsTest {
  private static final URI LINK = URI.create("https://example.org/a/bcd.html");
  private static final TextTemplate TEMPLATE =
      TextTemplate.parse("New: {title}!\n\n{description}\n\n{url} {tags} – {site}");

  @Provide
  Arbitrary<String> texts() {
    return Texts.any(60);
  }

  @Provide
  Arbitrary<ToIntFunction<String>> counts() {
    return Arbitraries.of(
        List.of(
            Limits::graphemes,
            String::length,
            text -> text.codePointCount(0, text.length()),
            text -> text.getBytes(StandardCharsets.UTF_8).length));
  }

  @Property(seed = Texts.SEED)
  void aPostFitsWithItsLinkWhole(
      @ForAll("texts") String title,
      @ForAll("texts") String description,
      @ForAll("counts") ToIntFunction<String> count,
      @ForAll @IntRange(min = 30, max = 600) int most) {
    Page page =
        Pages.page().title(title).description(description).tags(List.of(title, "Museum")).build();
    String text = TEMPLATE.compose(page, LINK, Pages.limits(most, count), Shape.LINK).text();
    assertTrue(count.applyAsInt(text) <= most, text);
    assertTrue(Stream.of(text.split("\\s")).anyMatch(LINK.toString()::equals), text);
    assertFalse(Texts.hasHalf(text), text);
    assertEquals(text, text.strip());
  }
}
