// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.dialog;

import com.day.cq.wcm.api.policies.ContentPolicy;
import com.day.cq.wcm.api.policies.ContentPolicyManager;
import dev.smo.host.ComponentPolicy;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Service;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;

/** Policies of editable templates: what the design dialog of a component has written. */
@Component
@Service(ComponentPolicy.class)
public final class TemplatePolicies implements ComponentPolicy {
  @Override
  public ValueMap of(Resource component) {
    ContentPolicyManager policies =
        component.getResourceResolver().adaptTo(ContentPolicyManager.class);
    ContentPolicy policy = policies == null ? null : policies.getPolicy(component);
    return policy == null ? ValueMap.EMPTY : policy.getProperties();
  }
}
