// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.Texts;
import dev.smo.words.TextLink;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CutLawsTest {
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  @Provide
  Arbitrary<String> texts() {
    return Texts.any(20);
  }

  @Property
  void aTextIsCutBetweenCharactersUnlessTheFirstAloneIsTooLong(
      @ForAll("texts") String text, @ForAll @IntRange(max = 60) int most) {
    String cut = Cut.to(most, text);
    assertTrue(text.startsWith(cut), cut);
    assertTrue(cut.codePointCount(0, cut.length()) <= most, cut);
    assertFalse(Texts.hasHalf(cut), cut);
    List<Integer> ends = CHARACTER.matcher(text).results().map(MatchResult::end).toList();
    boolean whole = cut.isEmpty() || ends.contains(cut.length());
    assertTrue(whole || cut.length() < ends.get(0), () -> "half of a character: " + cut);
  }

  /** Up to the end of an address, with the marks behind it that its last character takes. */
  private static int codePoints(String text, TextLink address) {
    return CHARACTER
        .matcher(text)
        .results()
        .map(MatchResult::end)
        .filter(end -> end >= address.end())
        .findFirst()
        .map(end -> text.codePointCount(0, end))
        .orElseThrow();
  }

  @Property
  void noAddressIsCutInTwo(@ForAll("texts") String text, @ForAll @IntRange(max = 200) int most) {
    int end = Cut.to(most, text).length();
    assertFalse(
        TextLink.in(text).stream().anyMatch(link -> link.start() < end && end < link.end()),
        () -> "half an address: " + text.substring(0, end));
  }

  @Property
  void whatIsCutOffWouldNotHaveFitted(
      @ForAll("texts") String text, @ForAll @IntRange(max = 60) int most) {
    String cut = Cut.to(most, text);
    boolean address =
        TextLink.in(text).stream()
            .anyMatch(link -> link.start() >= cut.length() && codePoints(text, link) > most);
    var next = CHARACTER.matcher(text);
    if (!address && next.find(cut.length())) {
      String more = text.substring(0, next.end());
      assertTrue(more.codePointCount(0, more.length()) > most, () -> "there was room for " + more);
    }
  }
}
