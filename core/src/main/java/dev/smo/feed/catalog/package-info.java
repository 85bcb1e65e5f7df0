// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Which feeds there are, in which formats. Exported for the bundles of SMO only; no API. */
@Export
@Version("0.1.0")
package dev.smo.feed.catalog;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
