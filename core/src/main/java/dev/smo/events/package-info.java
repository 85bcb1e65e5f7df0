// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * A thread of its own for what a host does when an event comes, and what of many changes counts.
 * Exported for the bundles of SMO only; no API.
 */
@Export
@Version("0.1.0")
package dev.smo.events;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
