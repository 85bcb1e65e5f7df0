/**
 * How often people used the entries of share bars, and followed short links: counted in memory,
 * summed in the repository. Exported for the bundles of SMO only; no API.
 */
@Export
@Version("0.1.0")
package dev.smo.clicks;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
