package dev.smo.aem;

import dev.smo.page.Image;
import java.net.URI;
import org.apache.sling.api.resource.Resource;
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

  private static Image image(ValueMap picture, Resource asset, CqSite site) {
    Resource metadata = asset.getChild("jcr:content/metadata");
    ValueMap facts = metadata == null ? ValueMap.EMPTY : metadata.getValueMap();
    boolean inherits = picture.get("altValueFromDAM", picture.get("alt", "").isBlank());
    String described = facts.get("dc:description", facts.get("dc:title", ""));
    return new Image(
        URI.create(site.addresses().apply(asset.getPath())),
        picture.get("isDecorative", false) ? "" : inherits ? described : picture.get("alt", ""),
        facts.get("dc:format", ""),
        facts.get("tiff:ImageWidth", 0),
        facts.get("tiff:ImageLength", 0));
  }
}
