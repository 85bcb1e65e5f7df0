/**
 * Clean text of what people and machines write, and text that can be cut. Exported for the bundles
 * of SMO only; no API.
 */
@Export
@Version("0.2.0")
package dev.smo.prose;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
