// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it.standin;

import com.adobe.granite.workflow.metadata.MetaDataMap;
import java.util.Map;
import org.apache.sling.api.wrappers.ValueMapDecorator;

/** The metadata of a workflow, in memory. */
final class Metadata extends ValueMapDecorator implements MetaDataMap {
  Metadata(Map<String, Object> values) {
    super(values);
  }
}
