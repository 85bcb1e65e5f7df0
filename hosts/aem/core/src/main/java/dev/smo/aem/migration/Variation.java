// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.migration;

import com.adobe.cq.xf.social.ExperienceFragmentSocialVariation;
import com.day.cq.wcm.api.Page;
import dev.smo.prose.HtmlText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

/**
 * What the pages of the Core Components took from the variation of an experience fragment that
 * {@code variantPath} names: its text as description, and its picture. Never a title.
 */
final class Variation {
  private Variation() {}

  /** Values by the names of our page properties; without those that the variation lacks. */
  static Map<String, String> fields(String path, ResourceResolver resolver) {
    Resource node = resolver.getResource(path);
    Page page = node == null ? null : node.adaptTo(Page.class);
    ExperienceFragmentSocialVariation variation =
        page == null ? null : page.adaptTo(ExperienceFragmentSocialVariation.class);
    Map<String, String> fields = new LinkedHashMap<>();
    if (variation != null) {
      String text = variation.getText();
      String picture = variation.getImagePath();
      if (text != null && !text.isBlank()) {
        fields.put("description", HtmlText.line(text));
      }
      if (picture != null && !picture.isBlank() && resolver.getResource(picture) != null) {
        fields.put("image", picture);
      }
    }
    return fields;
  }
}
