// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * Addresses of the web, written in one way, and text as it stands in HTML. Exported for the bundles
 * of SMO only; no API.
 */
@Export
@Version("0.2.0")
package dev.smo.web;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
