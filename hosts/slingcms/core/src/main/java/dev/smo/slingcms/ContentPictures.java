// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import dev.smo.content.ContentImages;
import dev.smo.page.Image;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;

/**
 * The pictures in the content of a page, in document order: those of components that have an image
 * in {@code src}, as the image of the CMS's reference, and those in rich text.
 */
record ContentPictures(PagePictures pictures, Resource page, CmsSite site) {
  private static final Pattern TAG = Pattern.compile("(?i)<img\\s([^<>]*+)>");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(?i)(?<![\\w-])(src|alt)\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)')");

  /**
   * The pictures of the content.
   *
   * @param own the picture that stands for the page, which is none of them
   */
  List<Image> without(Optional<Image> own) {
    return ContentImages.of(
        page.getChild(PageNode.CONTENT), own, component -> in(component.getValueMap()));
  }

  private Stream<Image> in(ValueMap component) {
    Stream<Image> own =
        at(component.get("src", ""), PageNode.asTyped(component.get("alt", "")))
            .filter(file -> file.type().startsWith("image/"));
    String text = component.get("text", "");
    return text.indexOf('<') < 0 ? own : Stream.concat(own, inText(text));
  }

  private Stream<Image> inText(String html) {
    return TAG.matcher(html)
        .results()
        .map(tag -> tag.group(1))
        .flatMap(tag -> at(attribute(tag, "src"), attribute(tag, "alt")));
  }

  private Stream<Image> at(String place, String alt) {
    return place.isBlank()
        ? Stream.empty()
        : Stream.ofNullable(pictures.at(place.strip(), alt, page, site));
  }

  private static String attribute(String tag, String name) {
    Matcher attributes = ATTRIBUTE.matcher(tag);
    return attributes
        .results()
        .filter(found -> found.group(1).equalsIgnoreCase(name))
        .map(ContentPictures::value)
        .findFirst()
        .orElse("");
  }

  private static String value(MatchResult found) {
    return PageNode.asTyped(found.group(2) == null ? found.group(3) : found.group(2));
  }
}
