// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Context-aware configurations of components. Exported for the bundles of SMO only; no API. */
@Export
@Version("0.1.0")
package dev.smo.settings;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
