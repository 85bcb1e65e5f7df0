// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.twitter.twittertext.TwitterTextParser;
import dev.smo.fixture.Texts;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What X's own library counts, we count; where we count more, the reason has a name. */
class TweetLengthLawsTest {
  /** Why we count more than twitter-text does. */
  private enum Reason {
    /** We do not. */
    NONE,
    /** It counts nothing in a text of nothing but white space. */
    NO_WORDS,
    /** It may take a word with a dot for an address of 23, where we look for no scheme. */
    DOT_IN_A_WORD,
    /** An address that begins, goes on or ends in doubt counts as it is written. */
    ADDRESS_IN_DOUBT,
    /** It may take the digit of an emoji for the end of the word before. */
    DIGIT_OF_AN_EMOJI
  }

  private static final Pattern DIGIT = Pattern.compile("(?s).*\\S[0-9#*]\uFE0F?\u20E3.*");
  private static final Pattern DOT = Pattern.compile("(?s).*\\S\\.\\S.*");

  @Provide
  Arbitrary<String> texts() {
    return Texts.any(12);
  }

  @Provide
  Arbitrary<String> words() {
    return Texts.withoutAddresses(20)
        .map(text -> text.replace("\u20E3", ""))
        .filter(text -> !text.trim().isEmpty());
  }

  @Provide
  Arbitrary<String> addresses() {
    return Arbitraries.of(
        "https://www.example.org/news/winter.html",
        "http://example.com",
        "https://a.b.example.de/x/",
        "https://example.co.uk/a/b_c-d?e=f&g=%C3%A4#h");
  }

  private static int theirs(String text) {
    return TwitterTextParser.parseTweet(text).weightedLength;
  }

  @Property(tries = 2_000)
  void wordsCountAsTwitterTextHasIt(@ForAll("words") String words) {
    assertEquals(theirs(words), TweetLength.of(words));
  }

  @Property(tries = 2_000)
  void addressesBetweenSpacesCountAsTwitterTextHasIt(
      @ForAll("words") String words, @ForAll("addresses") String address) {
    String text = words + " " + address + " " + words;
    assertEquals(theirs(text), TweetLength.of(text));
  }

  @Property(tries = 5_000)
  void anyTextCountsAsTwitterTextHasItUnlessWeSayWhyNot(@ForAll("texts") String text) {
    int more = TweetLength.of(text) - theirs(text);
    assertTrue(more >= 0, () -> -more + " fewer than twitter-text");
    Reason reason = more == 0 ? Reason.NONE : reason(text);
    Statistics.collect(reason);
    Statistics.coverage(
        all -> {
          for (Reason one : Reason.values()) {
            all.check(one).count(count -> count > 0);
          }
          all.check(Reason.NONE).percentage(percent -> percent > 40);
        });
  }

  private static Reason reason(String text) {
    if (text.trim().isEmpty()) {
      return Reason.NO_WORDS;
    }
    if (text.contains("://")) {
      return Reason.ADDRESS_IN_DOUBT;
    }
    if (DOT.matcher(text).matches()) {
      return Reason.DOT_IN_A_WORD;
    }
    assertTrue(DIGIT.matcher(text).matches(), "more than twitter-text, and nobody knows why");
    return Reason.DIGIT_OF_AN_EMOJI;
  }

  @Property
  void aReasonIsOneOfAWordAndNotOfTheWordsBesideIt(@ForAll("texts") String text) {
    for (String word : text.split("\\s+")) {
      int more = TweetLength.of(word) - theirs(word);
      if (more > 0) {
        assertNotEquals(Reason.NONE, reason(word));
      }
    }
  }
}
