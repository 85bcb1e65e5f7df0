package dev.smo.aem;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;

/** Titles of a page's tags, which stand below {@code /content/cq:tags}. */
final class CqTags {
  private static final String ROOT = "/content/cq:tags/";
  private static final String TITLE = "jcr:title";

  private CqTags() {}

  /** Titles in a language where they are translated, in the author's order. */
  static List<String> of(CqPage page, Locale locale) {
    List<String> titles = new ArrayList<>();
    for (String id : page.properties().get("cq:tags", new String[0])) {
      Resource tag = page.page().getResourceResolver().getResource(path(id));
      if (tag != null) {
        titles.add(title(tag, locale));
      }
    }
    return titles;
  }

  /** {@code museum:topics/winter} is in the namespace "museum"; without one it is in "default". */
  private static String path(String id) {
    int colon = id.indexOf(':');
    return ROOT
        + (colon < 0 ? "default/" + id : id.substring(0, colon) + "/" + id.substring(colon + 1));
  }

  private static String title(Resource tag, Locale locale) {
    ValueMap properties = tag.getValueMap();
    String country = locale.toString().toLowerCase(Locale.ROOT);
    String own = properties.get(TITLE, tag.getName());
    String inLanguage = properties.get(TITLE + "." + locale.getLanguage(), own);
    return properties.get(TITLE + "." + country, inLanguage);
  }
}
