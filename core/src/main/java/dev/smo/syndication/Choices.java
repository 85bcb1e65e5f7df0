package dev.smo.syndication;

import dev.smo.page.Page;
import dev.smo.page.PageIdentity;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/**
 * What the author of a page chose for its posts: properties of {@code jcr:content/smo}.
 *
 * @param doNotShare the page is never syndicated
 * @param title title for posts and cards, or empty
 * @param description description for posts and cards, or empty
 * @param text words of the post, a template like the policy's, or empty
 */
record Choices(boolean doNotShare, String title, String description, String text) {
  static Choices of(@Nullable Resource content) {
    Resource smo = content == null ? null : content.getChild(PageIdentity.NODE);
    ValueMap values = smo == null ? ValueMap.EMPTY : smo.getValueMap();
    return new Choices(
        values.get("doNotShare", false),
        values.get("title", ""),
        values.get("description", ""),
        values.get("text", ""));
  }

  String titleOf(Page page) {
    return title.isEmpty() ? page.title() : title;
  }

  String descriptionOf(Page page) {
    return description.isEmpty() ? page.description() : description;
  }
}
