package dev.smo.aem;

import dev.smo.page.Image;
import java.net.URI;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/** The picture that stands for a page: the featured image, else the older one of the properties. */
final class CqPicture {
  private static final String[] NODES = {"cq:featuredimage", "image"};

  private CqPicture() {}

  /** The picture, or null where the page has none, or names an asset that is not there. */
  static @Nullable Image of(CqPage page, CqSite site) {
    for (String node : NODES) {
      Resource picture = page.page().getChild(CqPage.CONTENT + "/" + node);
      String reference = picture == null ? "" : picture.getValueMap().get("fileReference", "");
      Resource asset =
          reference.isEmpty() ? null : page.page().getResourceResolver().getResource(reference);
      if (picture != null && asset != null) {
        return image(picture.getValueMap(), asset, site);
      }
    }
    return null;
  }

  /** The picture at a path or address that somebody named, or null where there is none. */
  static @Nullable Image at(String place, String alt, ResourceResolver resolver, CqSite site) {
    if (!place.startsWith("/")) {
      return new Image(URI.create(place), alt, "", 0, 0);
    }
    Resource asset = resolver.getResource(place);
    return asset == null ? null : image(asset, alt, site);
  }

  private static Image image(ValueMap picture, Resource asset, CqSite site) {
    ValueMap facts = factsOf(asset);
    boolean inherits = picture.get("altValueFromDAM", picture.get("alt", "").isBlank());
    String described = facts.get("dc:description", facts.get("dc:title", ""));
    String alt =
        picture.get("isDecorative", false) ? "" : inherits ? described : picture.get("alt", "");
    return image(asset, alt, site);
  }

  private static Image image(Resource asset, String alt, CqSite site) {
    ValueMap facts = factsOf(asset);
    return new Image(
        URI.create(site.addresses().apply(asset.getPath())),
        alt,
        facts.get("dc:format", ""),
        facts.get("tiff:ImageWidth", 0),
        facts.get("tiff:ImageLength", 0));
  }

  private static ValueMap factsOf(Resource asset) {
    Resource metadata = asset.getChild("jcr:content/metadata");
    return metadata == null ? ValueMap.EMPTY : metadata.getValueMap();
  }
}
