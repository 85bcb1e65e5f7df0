// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * Signatures of calls, as the Standard Webhooks have them. Exported for the bundles of SMO only; no
 * API. It knows nothing but Java and secrets, so that the bundle of the connectors can carry a copy
 * of it.
 */
@Export
@Version("0.1.0")
package dev.smo.signing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
