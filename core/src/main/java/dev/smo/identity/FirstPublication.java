// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.identity;

import dev.smo.repository.Repository;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.version.Version;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a page first came out, for hosts that keep the last time only: what was noted when the page
 * was first syndicated, else its oldest version, as people or the host make one, else the last
 * time. So an old page that is published again stays an old one.
 */
public final class FirstPublication {
  /** Property of {@link PageIdentity#NODE}, an instant as text. */
  public static final String PROPERTY = "published";

  /** What hosts note of the last time. */
  private static final List<String> LAST = List.of("sling:lastPublication", "cq:lastReplicated");

  private static final Logger LOG = LoggerFactory.getLogger(FirstPublication.class);

  private FirstPublication() {}

  /**
   * The first publication of a page.
   *
   * @param versioned the node of which the host makes versions, the page itself or its content
   * @param last the last one; without it the page never came out, and there is no first one
   */
  public static Optional<Instant> of(
      Resource page, @Nullable Resource versioned, @Nullable Instant last) {
    if (last == null) {
      return Optional.empty();
    }
    return noted(page.getChild("jcr:content"))
        .or(() -> oldestVersion(versioned).filter(at -> at.isBefore(last)))
        .or(() -> Optional.of(last));
  }

  /** When a page came out, as far as the repository knows; no date that its author gave counts. */
  public static Optional<Instant> seen(Resource page) {
    @Nullable Resource content = page.getChild("jcr:content");
    return noted(content)
        .or(() -> oldestVersion(page))
        .or(() -> oldestVersion(content))
        .or(
            () ->
                LAST.stream().flatMap(name -> Repository.time(content, name).stream()).findFirst());
  }

  private static Optional<Instant> noted(@Nullable Resource content) {
    Resource own = content == null ? null : content.getChild(PageIdentity.NODE);
    String noted = own == null ? "" : own.getValueMap().get(PROPERTY, "");
    try {
      return noted.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(noted));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> oldestVersion(@Nullable Resource any) {
    Node node = any == null ? null : any.adaptTo(Node.class);
    return node == null ? Optional.empty() : oldestVersion(node);
  }

  private static Optional<Instant> oldestVersion(Node node) {
    try {
      if (!node.isNodeType("mix:versionable")) {
        return Optional.empty();
      }
      // Those after the root, which is no version of anything: a history may be long, and pages
      // are read for each view.
      Version[] oldest =
          node.getSession()
              .getWorkspace()
              .getVersionManager()
              .getVersionHistory(node.getPath())
              .getRootVersion()
              .getSuccessors();
      return oldest.length == 0
          ? Optional.empty()
          : Optional.of(oldest[0].getCreated().toInstant());
    } catch (RepositoryException e) {
      LOG.debug("The versions of {} cannot be read", node, e);
      return Optional.empty();
    }
  }
}
