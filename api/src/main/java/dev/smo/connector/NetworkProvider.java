// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Describes one network. Register it as an OSGi service under this name for a network that can only
 * be shared to, followed or looked at ({@link Watcher}); one that can be posted to registers a
 * {@link Connector}, which is one. Of several services that describe the same network, that of the
 * highest ranking counts.
 */
@ConsumerType
public interface NetworkProvider {
  /** The network. The same at every call, and without I/O. */
  Network network();
}
