/**
 * Draws the picture by which networks show a page that has none of its own. Exported for the
 * bundles of SMO only; no API.
 */
@Export
@Version("0.1.0")
package dev.smo.socialimage;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
