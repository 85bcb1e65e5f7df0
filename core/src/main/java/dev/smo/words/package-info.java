// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * Addresses and hashtags as they stand in words. Exported for the bundles of SMO only; no API. It
 * knows nothing but Java, so that the bundle of the connectors can carry a copy of it.
 */
@Export
@Version("0.1.0")
package dev.smo.words;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
