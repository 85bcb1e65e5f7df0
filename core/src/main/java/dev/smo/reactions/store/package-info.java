// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * Reactions as they are kept, counted and moderated. Exported for the bundles of SMO only; no API.
 */
@Export
@Version("0.4.0")
package dev.smo.reactions.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
