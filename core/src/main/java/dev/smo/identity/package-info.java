// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** By what a page is known over moves. Exported for the bundles of SMO only; no API. */
@Export
@Version("0.2.0")
package dev.smo.identity;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
