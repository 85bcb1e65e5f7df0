// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Finds out whether a post whose answer was lost is out. */
@ConsumerType
public interface Reconciler {
  /** Looks for the post of this delivery; must not change anything. */
  Reconciliation find(Delivery delivery) throws IOException, InterruptedException;
}
