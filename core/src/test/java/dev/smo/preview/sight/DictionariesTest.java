package dev.smo.preview.sight;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DictionariesTest {
  private static final Path FOLDER =
      Path.of("../ui.apps/src/main/content/jcr_root/apps/smo/i18n/preview");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr", "es", "it", "pt", "nl", "pl", "ja", "ar"})
  void sayEverythingThatTheEnglishOneSays(String language) throws IOException {
    assertEquals(placeholders("en"), placeholders(language));
  }

  private static Map<String, List<String>> placeholders(String language) throws IOException {
    JsonNode words = new ObjectMapper().readTree(FOLDER.resolve(language + ".json").toFile());
    Map<String, List<String>> placeholders = new TreeMap<>();
    words
        .fields()
        .forEachRemaining(
            word ->
                placeholders.put(
                    word.getKey(),
                    List.copyOf(
                        new TreeSet<>(
                            PLACEHOLDER
                                .matcher(word.getValue().asText())
                                .results()
                                .map(MatchResult::group)
                                .toList()))));
    return placeholders;
  }
}
