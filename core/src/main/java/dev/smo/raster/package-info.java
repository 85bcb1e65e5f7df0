/**
 * Pictures as pixels: decoded, turned, scaled, encoded. Exported for the bundles of SMO only; no
 * API.
 */
@Export
@Version("0.1.0")
package dev.smo.raster;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
