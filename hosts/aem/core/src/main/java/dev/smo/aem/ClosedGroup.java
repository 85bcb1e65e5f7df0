// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import java.util.List;
import java.util.Set;
import org.apache.sling.api.resource.Resource;

/**
 * Whether a page or asset is for a closed group of users only. The mixins are looked at as well as
 * the policy, because the policy's node can be read by those only who may read access control.
 */
final class ClosedGroup {
  private static final Set<String> MIXINS =
      Set.of("rep:CugMixin", "granite:AuthenticationRequired");
  private static final String POLICY = "rep:cugPolicy";

  private ClosedGroup() {}

  /** Whether it, or anything it lies in, is closed. */
  static boolean has(Resource any) {
    for (Resource node = any; node != null; node = node.getParent()) {
      if (closes(node)) {
        return true;
      }
    }
    return false;
  }

  private static boolean closes(Resource node) {
    List<String> mixins = List.of(node.getValueMap().get("jcr:mixinTypes", new String[0]));
    Resource content = node.getChild(CqPage.CONTENT);
    return mixins.stream().anyMatch(MIXINS::contains)
        || node.getChild(POLICY) != null
        || (content != null && content.getValueMap().get("cq:cugEnabled", false));
  }
}
