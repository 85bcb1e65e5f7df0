/**
 * The networks that bars, console and documentation name. Exported for the bundles of SMO only; no
 * API.
 */
@Export
@Version("0.1.0")
package dev.smo.networks;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
