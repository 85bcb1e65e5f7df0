// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.content;

import dev.smo.identity.PageIdentity;
import dev.smo.page.Image;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;

/** The pictures in the content of a page, in document order. */
public final class ContentImages {
  private static final int MOST = 20;

  /** No page that people read has more; whoever has is read in part. */
  private static final int MOST_NODES = 500;

  private ContentImages() {}

  /**
   * Each once, and no more than 20 of them.
   *
   * @param content node that holds the components of a page
   * @param own the picture that stands for the page, which is none of them
   * @param ofComponent the pictures of one component, as the host reads it
   */
  public static List<Image> of(
      @Nullable Resource content,
      Optional<Image> own,
      Function<Resource, Stream<Image>> ofComponent) {
    Set<URI> seen = new HashSet<>();
    own.ifPresent(image -> seen.add(image.url()));
    return Stream.ofNullable(content)
        .flatMap(ContentImages::below)
        .limit(MOST_NODES)
        .flatMap(ofComponent)
        .filter(image -> seen.add(image.url()))
        .limit(MOST)
        .toList();
  }

  private static Stream<Resource> below(Resource node) {
    return StreamSupport.stream(node.getChildren().spliterator(), /* parallel= */ false)
        .filter(child -> !child.getName().equals(PageIdentity.NODE))
        .flatMap(child -> Stream.concat(Stream.of(child), below(child)));
  }
}
