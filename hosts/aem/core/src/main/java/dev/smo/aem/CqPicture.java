// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import dev.smo.page.Image;
import dev.smo.prose.PlainText;
import dev.smo.web.WebAddress;
import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/** The picture that stands for a page: the featured image, else the older one of the properties. */
final class CqPicture {
  private static final String FEATURED = "cq:featuredimage";
  private static final String[] NODES = {FEATURED, "image"};

  private CqPicture() {}

  /** The picture; empty where the page has none, or names an asset that is not there. */
  static Optional<Image> of(CqPage page, CqSite site) {
    return Stream.of(NODES)
        .flatMap(
            node ->
                Stream.ofNullable(page.page().getChild(CqPage.CONTENT + "/" + node))
                    .flatMap(
                        picture ->
                            referenced(picture, node.equals(FEATURED), site.addresses()).stream()))
        .findFirst();
  }

  /** The asset that a component shows; empty where it names none that is there. */
  static Optional<Image> referenced(
      Resource component, boolean featured, UnaryOperator<String> addresses) {
    String reference = component.getValueMap().get("fileReference", "");
    Resource asset =
        reference.isEmpty() ? null : component.getResourceResolver().getResource(reference);
    return asset == null
        ? Optional.empty()
        : Optional.of(image(asset, alt(component.getValueMap(), asset, featured), addresses));
  }

  /** The picture at a path or address that somebody named, or null where there is none. */
  static @Nullable Image at(
      String place, String alt, ResourceResolver resolver, UnaryOperator<String> addresses) {
    if (!place.startsWith("/")) {
      return elsewhere(place).map(address -> new Image(address, alt, "", 0, 0)).orElse(null);
    }
    Resource asset = resolver.getResource(place);
    return asset == null ? null : image(asset, alt, addresses);
  }

  private static Optional<URI> elsewhere(String place) {
    try {
      return Optional.of(URI.create(place)).filter(one -> WebAddress.of(one).isPresent());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * As the Core Components' image: a decorative picture has none; that of the asset counts unless
   * the author switched it off, or the asset has none. The older picture knows no such switch, so
   * there the author's words come first.
   */
  private static String alt(ValueMap picture, Resource asset, boolean featured) {
    if (picture.get("isDecorative", false)) {
      return "";
    }
    String own = PlainText.decoded(picture.get("alt", "").strip());
    String assets = altOf(factsOf(asset));
    boolean assetFirst = picture.get("altValueFromDAM", featured);
    boolean assetToo = picture.get("altValueFromDAM", true);
    if (assetFirst) {
      return assets.isEmpty() ? own : assets;
    }
    return own.isEmpty() && assetToo ? assets : own;
  }

  static Image image(Resource asset, String alt, UnaryOperator<String> addresses) {
    ValueMap facts = factsOf(asset);
    return new Image(
        URI.create(addresses.apply(asset.getPath())),
        alt,
        formatOf(asset),
        facts.get("tiff:ImageWidth", 0),
        facts.get("tiff:ImageLength", 0));
  }

  /** The type that was found in the file, else, while nobody has looked, that of its upload. */
  static String formatOf(Resource asset) {
    String found = factsOf(asset).get("dc:format", "");
    Resource original = asset.getChild("jcr:content/renditions/original/jcr:content");
    return found.isEmpty() && original != null
        ? original.getValueMap().get("jcr:mimeType", "")
        : found;
  }

  /** What an asset says for people who cannot see it. */
  static String altOf(ValueMap facts) {
    return PlainText.decoded(facts.get("dc:description", facts.get("dc:title", "")).strip());
  }

  static ValueMap factsOf(Resource asset) {
    Resource metadata = asset.getChild("jcr:content/metadata");
    return metadata == null ? ValueMap.EMPTY : metadata.getValueMap();
  }
}
