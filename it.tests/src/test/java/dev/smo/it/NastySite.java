// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A site with a page for each {@link NastyText}, which stands in every place where an author may
 * write; and two harmless pages made the same way, {@code plain} and, without a description, {@code
 * undescribed}, to compare them with.
 */
final class NastySite {
  static final String HARMLESS = "A harmless text";

  /** How many pages are harmless. */
  static final int TO_COMPARE_WITH = 2;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TAXONOMY = "/etc/taxonomy/smo-it-nasty";

  private final Cms cms;
  private final TestSite site;

  NastySite(Cms cms) {
    this.cms = cms;
    site = cms.site("nasty", Map.of("enabled", "false"));
    site.policy(
        "feed", Map.of("limit", "500", "limit@TypeHint", "Long", "templates", ".*/article"));
    ObjectNode tags = JSON.createObjectNode();
    ObjectNode pages = JSON.createObjectNode();
    add(pages, tags, "plain", HARMLESS, /* address= */ false);
    add(pages, tags, "undescribed", HARMLESS, /* address= */ false);
    pages.withObject("/undescribed/jcr:content").remove("jcr:description");
    for (NastyText nasty : NastyText.all()) {
      boolean address = nasty.what().equals("address that runs");
      add(pages, tags, name(nasty), nasty.text(), address);
    }
    tags.put("jcr:primaryType", "nt:unstructured");
    cms.load("/etc/taxonomy", "smo-it-nasty", tags.toString());
    pages.put("jcr:primaryType", "sling:OrderedFolder");
    cms.load(site.path(), "pages", pages.toString());
  }

  /** Path of the page with a text. */
  String page(NastyText nasty) {
    return path(name(nasty));
  }

  String path(String name) {
    return site.path() + "/pages/" + name;
  }

  String root() {
    return site.path();
  }

  void delete() {
    cms.delete(site.path());
    cms.delete(TAXONOMY);
  }

  private static String name(NastyText nasty) {
    return "n" + nasty.number();
  }

  private static void add(
      ObjectNode pages, ObjectNode tags, String name, String text, boolean address) {
    tags.putObject(name).put("jcr:primaryType", "sling:Taxonomy").put("jcr:title", text);
    ObjectNode content =
        pages
            .putObject(name)
            .put("jcr:primaryType", "sling:Page")
            .putObject("jcr:content")
            .put("jcr:primaryType", "nt:unstructured")
            .put("sling:resourceType", "smo/slingcms/components/samplepage")
            .put("sling:template", "/conf/smo-sample/site/templates/article")
            .put("sling:published", true)
            .put("publishDate", "2026-01-01")
            .put("jcr:title", text)
            .put("jcr:description", text)
            .put("sling:thumbnailAlt", text)
            .put(
                "sling:thumbnail",
                address ? text : "/content/smo-sample/en/pictures/the-book-boat.png");
    content.putArray("author").add(text);
    content.putArray("sling:taxonomy").add(TAXONOMY + '/' + name);
    component(content, "share").put("heading", text);
    component(content, "follow")
        .put("heading", text)
        .putArray("profiles")
        .add(text)
        .add("mastodon: " + text);
    component(content, "feed").put("heading", text).put("root", text);
    if (address) {
      content.put("canonical", text);
      content.putObject("smo").put("image", text).put("imageAlt", text).put("video", text);
    }
  }

  private static ObjectNode component(ObjectNode content, String name) {
    return content.putObject(name).put("sling:resourceType", "smo/slingcms/components/" + name);
  }
}
