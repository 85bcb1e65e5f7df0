// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every area of the product speaks all our languages, completely. */
class DictionariesTest {
  private static final Path ROOT = Path.of("../ui.apps/src/main/content/jcr_root/apps/smo/i18n");
  private static final List<String> LANGUAGES =
      List.of("ar", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt");
  private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

  static Stream<Path> areas() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .filter(Files::isRegularFile)
          .map(Path::getParent)
          .distinct()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("areas")
  void hasEveryLanguageMarkedAsSuch(Path area) throws IOException {
    try (Stream<Path> files = Files.list(area)) {
      assertEquals(
          LANGUAGES,
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString().replace(".json", ""))
              .filter(name -> !name.startsWith("."))
              .sorted()
              .toList());
    }
    for (String language : LANGUAGES) {
      String node = Files.readString(area.resolve(language + ".json.dir/.content.xml"));
      assertTrue(node.contains("jcr:language=\"" + language + "\""), language);
      assertTrue(node.contains("[mix:language]"), language);
    }
  }

  @ParameterizedTest
  @MethodSource("areas")
  void saysTheSameThingsInEveryLanguage(Path area) throws IOException {
    Map<String, String> english = dictionary(area, "en");
    for (String language : LANGUAGES) {
      Map<String, String> other = dictionary(area, language);
      assertEquals(english.keySet(), other.keySet(), language);
      other.forEach(
          (key, text) -> {
            assertEquals(text.strip(), text, language + ": " + key);
            assertTrue(!text.isEmpty(), language + ": " + key);
            assertEquals(places(english.get(key)), places(text), language + ": " + key);
          });
    }
  }

  /**
   * Sling has one dictionary a language for all that is installed: a plain "More" is everybody's.
   */
  @ParameterizedTest
  @MethodSource("areas")
  void hasNoKeyThatWordsOfTheSiteMightHave(Path area) throws IOException {
    assertEquals(
        List.of(),
        dictionary(area, "en").keySet().stream()
            .filter(key -> !key.startsWith("smo: ") && !key.startsWith("smo."))
            .toList(),
        area + ": keys without smo in front change what the site's own pages say");
  }

  /** A word or two may be alike in two languages, such as Feeds; a dictionary is not. */
  @ParameterizedTest
  @MethodSource("areas")
  void leavesLittleInEnglish(Path area) throws IOException {
    Map<String, String> english = dictionary(area, "en");
    for (String language : LANGUAGES) {
      if (!language.equals("en")) {
        Map<String, String> other = dictionary(area, language);
        List<String> alike =
            english.keySet().stream()
                .filter(key -> english.get(key).equals(other.get(key)))
                .toList();
        assertTrue(alike.size() * 4 <= english.size(), language + " has in English: " + alike);
        List<String> sentences =
            alike.stream().filter(key -> english.get(key).strip().split(" ").length > 2).toList();
        assertEquals(List.of(), sentences, language);
      }
    }
  }

  private static Set<String> places(String text) {
    return PLACE.matcher(text).results().map(r -> r.group()).collect(Collectors.toSet());
  }

  private static Map<String, String> dictionary(Path area, String language) throws IOException {
    Map<String, String> texts =
        new ObjectMapper()
            .readValue(
                Files.readString(area.resolve(language + ".json")), new TypeReference<>() {});
    assertEquals(new TreeSet<>(texts.keySet()).size(), texts.size());
    return new TreeMap<>(texts);
  }
}
