// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatePatternTest {
  private static final String PATH = "/conf/museum/settings/wcm/templates/article-with-pictures";

  @Test
  void meansAllOfAPath() {
    assertTrue(TemplatePattern.of(".*/article.*").matches(PATH));
    assertFalse(TemplatePattern.of("article").matches(PATH));
    assertTrue(TemplatePattern.of("(.+/)+.*").matches(PATH), "a repetition that ends");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(.*){12}!", "(?:(?:.+)+)+!", "((a|[a-z]|.)+)+!"})
  void onePatternThatTakesTooLongIsGivenUpAndNamed(String written) {
    TemplatePattern pattern = TemplatePattern.of(written);
    PatternSyntaxException e =
        assertThrows(PatternSyntaxException.class, () -> pattern.matches(PATH));
    assertEquals(written, e.getPattern());
  }
}
