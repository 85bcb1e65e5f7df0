// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.host;

import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a host implements whose templates say something about all components of a kind: one OSGi
 * service. A host that binds such values for scripts needs none.
 */
@ConsumerType
public interface ComponentPolicy {
  /**
   * What the template of the page says about a component; empty where it says nothing. Properties
   * are named as those of the component.
   */
  ValueMap of(Resource component);
}
