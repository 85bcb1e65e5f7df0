// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.prose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.Texts;
import dev.smo.words.TextHashtag;
import dev.smo.words.TextLink;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the text and wherever it is cut. */
class ShorteningLawsTest {
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  @Provide
  Arbitrary<String> texts() {
    return Texts.any(40);
  }

  /** What is left of a text, without the ellipsis and the space before it. */
  private static String kept(String text, String cut) {
    if (cut.equals(text)) {
      return text;
    }
    String kept = cut.endsWith("…") ? cut.substring(0, cut.length() - 1) : cut;
    return text.startsWith(kept) ? kept : kept.substring(0, kept.length() - 1);
  }

  @Property(seed = Texts.SEED)
  void itFitsAndBeginsAsTheTextDoes(
      @ForAll("texts") String text, @ForAll @IntRange(max = 120) int most) {
    String cut = new Shortening(text).to(most);
    assertTrue(new Shortening(cut).size() <= most, () -> "longer than " + most + ": " + cut);
    assertTrue(text.startsWith(kept(text, cut)), cut);
  }

  @Property(seed = Texts.SEED)
  void noReaderSeesHalfACharacter(
      @ForAll("texts") String text, @ForAll @IntRange(max = 120) int most) {
    String cut = new Shortening(text).to(most);
    assertFalse(Texts.hasHalf(cut), cut);
    Set<Integer> ends =
        CHARACTER.matcher(text).results().map(MatchResult::end).collect(Collectors.toSet());
    ends.add(0);
    assertTrue(ends.contains(kept(text, cut).length()), cut);
  }

  @Property(seed = Texts.SEED)
  void noAddressAndNoHashtagIsCutInTwo(
      @ForAll("texts") String text, @ForAll @IntRange(max = 120) int most) {
    int end = kept(text, new Shortening(text).to(most)).length();
    for (TextLink link : TextLink.in(text)) {
      assertFalse(
          link.start() < end && end < link.end(),
          () -> "half of " + text.substring(link.start(), link.end()));
    }
    for (TextHashtag tag : TextHashtag.in(text)) {
      assertFalse(
          tag.start() < end && end < tag.end(),
          () -> "half of " + text.substring(tag.start(), tag.end()));
    }
  }

  @Example
  void aHashtagBehindAMarkIsCutOffAsAWhole() {
    assertEquals("冬の開館時間、…", new Shortening("冬の開館時間、#東京タワーの夜").to(12));
  }

  @Example
  void anAddressBeforeTheOneThatIsGivenUpStaysWhole() {
    assertEquals(
        "Winter(https://example.org/ …",
        new Shortening("Winter(https://example.org/(https://example.org/a").to(35));
  }

  @Example
  void aSignGoesWithWhatItStandsBefore() {
    assertEquals("opening…", new Shortening("opening \u0600, and more of it").to(11));
    assertEquals("opening…", new Shortening("opening \u0600https://example.org/").to(15));
  }

  @Property(seed = Texts.SEED)
  void aTextForWhichThereIsRoomStays(
      @ForAll("texts") String text, @ForAll @IntRange(max = 9) int more) {
    Shortening whole = new Shortening(text);
    assertEquals(text, whole.to(whole.size() + more));
  }
}
