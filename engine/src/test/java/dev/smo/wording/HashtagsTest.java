// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashtagsTest {
  @ParameterizedTest
  @CsvSource({
    "museum, museum",
    "iPhone, iPhone",
    "Winter opening hours, WinterOpeningHours",
    "open-source, OpenSource",
    "News / Culture, NewsCulture",
    "'Children''s books', ChildrensBooks",
    "R&D, RD",
    "3D printing, 3DPrinting",
    "snake_case, snake_case",
    "été à la mer, ÉtéÀLaMer",
    "हिन्दी, हिन्दी",
    "日本 語, 日本語",
    "צה״ל, צהל",
    "צ׳ק, צק",
    "اخبار اليوم, اخباراليوم",
    "🎄 Christmas, Christmas"
  })
  void makesOneWordOfATitle(String title, String hashtag) {
    assertEquals(List.of(hashtag), Hashtags.of(List.of(title), Locale.ENGLISH));
  }

  @Test
  void writesCapitalsOfThePagesLanguage() {
    assertEquals(
        List.of("İstanbulMüzesi"),
        Hashtags.of(List.of("istanbul müzesi"), Locale.forLanguageTag("tr")));
  }

  @Test
  void leavesOutWhatIsNoHashtag() {
    List<String> titles = List.of("2026", "24/7", "C++", "C#", "F#", "🎉", "", "_", "x".repeat(65));
    assertEquals(List.of(), Hashtags.of(titles, Locale.ENGLISH));
  }

  @Test
  void aTitleThatIsNoHashtagHasTheOneThatTheSiteNames() {
    HashtagMap map = HashtagMap.of(new String[] {"C++=cpp", "c#=#csharp", ".NET = dotnet", "x"});
    assertEquals(
        List.of("cpp", "csharp", "dotnet", "R&D"), map.mapped(List.of("C++", "C#", ".net", "R&D")));
  }

  @Test
  void noTagBecomesThatOfAnotherInSilence() {
    List<String> titles = List.of("C++", "C#", "Open source", "open-source", "OpenSource", "24/7");
    assertEquals(List.of("C++", "C#", "24/7"), HashtagMap.lost(titles, Locale.ENGLISH));
  }

  @Test
  void aTagThatIsNothingWithoutItsSignsIsSaidToBeLostThoughItIsTheOnlyOne() {
    assertEquals(List.of("C++"), HashtagMap.lost(List.of("C++"), Locale.ENGLISH));
  }

  @Test
  void aTagOfMoreThanALetterDoesNotLoseTheSignThatTellsItApart() {
    List<String> titles = List.of("C++17", "C# programming", "Notepad++", "C/C++", "C--", "F♯ 5");
    assertEquals(List.of(), Hashtags.of(titles, Locale.ENGLISH));
    assertEquals(titles, HashtagMap.lost(titles, Locale.ENGLISH));
    List<String> mapped = HashtagMap.of(new String[] {"C++17=cpp17"}).mapped(titles);
    assertEquals(List.of("cpp17"), Hashtags.of(mapped, Locale.ENGLISH));
  }

  @ParameterizedTest
  @CsvSource({
    "Disney+, Disney",
    "R+V, RV",
    "50+ years, 50Years",
    "foo#bar, FooBar",
    "A-B, AB",
    "-- x, x"
  })
  void aSignThatJoinsOrAddsIsLeftOut(String title, String hashtag) {
    assertEquals(List.of(hashtag), Hashtags.of(List.of(title), Locale.ENGLISH));
  }

  @Test
  void twoTagsThatDifferByDashesAtAnEdgeAreNotOne() {
    assertEquals(List.of("ab"), HashtagMap.lost(List.of("ab--", "ab"), Locale.ENGLISH));
    assertEquals(
        List.of(),
        HashtagMap.lost(List.of("open - source", "open-source", "Open Source"), Locale.ENGLISH));
  }

  @Test
  void aJoinerStaysWhereItJoins() {
    assertEquals(
        List.of("می\u200Cخواهم"),
        Hashtags.of(List.of("می\u200Cخواهم"), Locale.forLanguageTag("fa")));
  }

  @Test
  void makesNoHashtagTwice() {
    List<String> titles = List.of("Open source", "opensource", "Café", "CAFE\u0301");
    assertEquals(List.of("OpenSource", "Café"), Hashtags.of(titles, Locale.ENGLISH));
  }
}
