// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import java.util.HashMap;
import java.util.Map;

/** A site made for one test class and run, with a policy of its own. */
final class TestSite {
  private static final String RUN = Long.toString(System.currentTimeMillis(), 36);
  static final String PAGE_TYPE = "smo/slingcms/components/samplepage";

  private final Cms cms;
  private final String path;
  private final String conf;

  TestSite(Cms cms, String name, Map<String, String> policy) {
    this.cms = cms;
    path = "/content/smo-it/" + name + "-" + RUN;
    conf = "/conf/smo-it-" + name + "-" + RUN;
    Map<String, String> settings = new HashMap<>();
    settings.put("enabled", "true");
    settings.put("enabled@TypeHint", "Boolean");
    settings.put("connections@TypeHint", "String[]");
    settings.putAll(policy);
    cms.write("/content/smo-it", Map.of("jcr:primaryType", "sling:OrderedFolder"));
    cms.configure(conf, "syndication", settings);
    cms.write(
        path,
        Map.of(
            "jcr:primaryType",
            "sling:Site",
            "jcr:title",
            "Tests " + name,
            "jcr:language",
            "en",
            "sling:url",
            cms.uri(path).toString(),
            "sling:configRef",
            conf));
    page("index", Map.of("jcr:title", "Home"));
  }

  String path() {
    return path;
  }

  /** Writes another policy of this site, such as {@code webmention}. */
  void policy(String name, Map<String, String> values) {
    cms.configure(conf, name, values);
  }

  /** Makes an unpublished page and gives its path. */
  String page(String name, Map<String, String> properties) {
    String page = path + "/" + name;
    Map<String, String> form = new HashMap<>();
    form.put("jcr:primaryType", "sling:Page");
    form.put("jcr:content/jcr:primaryType", "nt:unstructured");
    form.put("jcr:content/sling:resourceType", PAGE_TYPE);
    form.put("jcr:content/jcr:description", "What " + name + " is about");
    form.put("jcr:content/sling:published", "false");
    form.put("jcr:content/sling:published@TypeHint", "Boolean");
    properties.forEach((key, value) -> form.put("jcr:content/" + key, value));
    cms.write(page, form);
    return page;
  }

  /** Makes a page with a title and publishes it. */
  String published(String name, String title) {
    String page = page(name, Map.of("jcr:title", title));
    cms.publish(page);
    return page;
  }
}
