// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import dev.smo.identity.PageIdentity;
import dev.smo.page.Image;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.Resource;

/**
 * The pictures in the content of a page, in document order: those of components that name an image
 * of the DAM in {@code fileReference}, as the Core Components' image and teaser do.
 */
record ContentPictures(Resource page, CqSite site) {
  private static final int MOST = 20;

  /** No page that people read has more; whoever has is read in part. */
  private static final int MOST_NODES = 500;

  /**
   * Each once.
   *
   * @param own the picture that stands for the page, which is none of them
   */
  List<Image> without(Optional<Image> own) {
    Set<URI> seen = new HashSet<>();
    own.ifPresent(image -> seen.add(image.url()));
    return Stream.ofNullable(page.getChild(CqPage.CONTENT))
        .flatMap(ContentPictures::below)
        .limit(MOST_NODES)
        .flatMap(component -> in(component).stream())
        .filter(image -> seen.add(image.url()))
        .limit(MOST)
        .toList();
  }

  private static Stream<Resource> below(Resource node) {
    return StreamSupport.stream(node.getChildren().spliterator(), /* parallel= */ false)
        .filter(child -> !child.getName().equals(PageIdentity.NODE))
        .flatMap(child -> Stream.concat(Stream.of(child), below(child)));
  }

  private Optional<Image> in(Resource component) {
    return CqPicture.referenced(component, /* featured= */ false, site.addresses())
        .filter(image -> image.type().startsWith("image/"));
  }
}
