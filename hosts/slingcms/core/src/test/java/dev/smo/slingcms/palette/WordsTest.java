// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What palette and page of templates say is there in every language, with the same gaps to fill.
 */
class WordsTest {
  private static final Path COMPONENTS =
      Path.of("../ui.apps/src/main/content/jcr_root/apps/smo/slingcms/components");
  private static final Path DICTIONARIES =
      Path.of("../../../ui.apps/src/main/content/jcr_root/apps/smo/i18n/palette");
  private static final Pattern SAID = Pattern.compile("\\$\\{'([^']+)' @ i18n");
  private static final Path NAVIGATION =
      COMPONENTS.resolve("../../../sling-cms/content/start/_jcr_content/nav/smo/.content.xml");
  private static final Pattern ENTITLED = Pattern.compile(" text=\"([^\"]+)\"");
  private static final Pattern ENTRY = Pattern.compile("(?m)^ {2}\"(.+?)\": \"(.+)\",?$");
  private static final Pattern GAP = Pattern.compile("\\{\\d}");

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ja", "ar"})
  void everyWordIsTranslated(String language) throws IOException {
    Set<String> said = new TreeSet<>();
    for (String script :
        List.of(
            "palette/panel.html",
            "install/install.html",
            "networksfield/list.html",
            "forms/forms.html")) {
      said.addAll(found(SAID, Files.readString(COMPONENTS.resolve(script))));
    }
    said.addAll(found(ENTITLED, Files.readString(NAVIGATION)));
    String dictionary = Files.readString(DICTIONARIES.resolve(language + ".json"));
    assertEquals(said, found(ENTRY, dictionary));
    ENTRY
        .matcher(dictionary)
        .results()
        .forEach(entry -> assertEquals(gaps(entry.group(1)), gaps(entry.group(2)), entry.group(1)));
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> gaps(String text) {
    return GAP.matcher(text)
        .results()
        .map(match -> match.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
