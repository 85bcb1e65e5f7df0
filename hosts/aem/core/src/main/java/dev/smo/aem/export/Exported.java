// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.export;

import com.adobe.cq.export.json.ComponentExporter;
import java.util.Locale;
import java.util.ResourceBundle;
import org.apache.sling.api.SlingHttpServletRequest;

/** A component of ours as AEM's exporter of JSON asks for it, with words in its page's language. */
abstract class Exported implements ComponentExporter {
  private final String type;
  private final ResourceBundle words;

  /**
   * The component that a request is for.
   *
   * @param language tag such as {@code de-CH}
   */
  Exported(SlingHttpServletRequest request, String language) {
    // The component's own, not ours: a site that inherits from ours maps its own type.
    type = request.getResource().getResourceType();
    words = request.getResourceBundle(Locale.forLanguageTag(language));
  }

  @Override
  public final String getExportedType() {
    return type;
  }

  /** An English sentence in the language of the page, as far as the dictionaries have it. */
  final String word(String english) {
    // Sling has one dictionary a language for all: ours keeps its own words, and nobody else's.
    String key = "smo: " + english;
    return words.containsKey(key) ? words.getString(key) : english;
  }

  final String headingOr(String heading, String english) {
    return heading.isEmpty() ? word(english) : heading;
  }
}
