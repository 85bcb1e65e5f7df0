// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.migration;

import dev.smo.aem.CqPage;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;

/**
 * What Multi Site Manager says about a node of a live copy, by the mixins that it keeps there.
 *
 * @see <a
 *     href="https://experienceleague.adobe.com/en/docs/experience-manager-65/content/sites/administering/introduction/troubleshoot-msm">Checking
 *     MSM-specific information in the repository</a>
 */
final class Inheritance {
  private static final String CANCELLED = "cq:LiveSyncCancelled";
  private static final String CANCELLED_PROPERTIES = "cq:PropertyLiveSyncCancelled";

  /** A node of a live copy that has none of them was made there, and no rollout looks at it. */
  private static final Set<String> RELATED =
      Set.of("cq:LiveRelationship", "cq:LiveSync", CANCELLED, CANCELLED_PROPERTIES);

  private Inheritance() {}

  /**
   * The node of the blueprint that a property comes from at each rollout. Empty where none does: in
   * no live copy, inheritance cancelled or suspended, or no such node in the blueprint (any more).
   */
  static Optional<Resource> source(Resource node, String property) {
    boolean related = !Collections.disjoint(mixins(node), RELATED);
    return related && !cancelled(node, property) && !cancelled(node)
        ? Optional.ofNullable(CqPage.blueprintOf(node))
        : Optional.empty();
  }

  /** Whether the author has cancelled the inheritance of one property. */
  static boolean cancelled(Resource node, String property) {
    ValueMap values = node.getValueMap();
    return List.of(values.get("cq:propertyInheritanceCancelled", new String[0])).contains(property);
  }

  /** Whether the node is cancelled, or anything it lies in is cancelled with all below. */
  private static boolean cancelled(Resource node) {
    for (Resource at = node; at != null; at = at.getParent()) {
      // Suspending a page suspends all of its content, and pages below only where it says so.
      if (cancels(at, at == node || at.getName().equals(CqPage.CONTENT))) {
        return true;
      }
      Resource content = at.getChild(CqPage.CONTENT);
      if (content != null && cancels(content, /* itself= */ false)) {
        return true;
      }
    }
    return false;
  }

  private static boolean cancels(Resource node, boolean itself) {
    return mixins(node).contains(CANCELLED)
        && (itself || node.getValueMap().get("cq:isCancelledForChildren", false));
  }

  private static List<String> mixins(Resource node) {
    return List.of(node.getValueMap().get("jcr:mixinTypes", new String[0]));
  }
}
