/**
 * What was read from the repository, kept until something there changes. Exported for the bundles
 * of SMO only; no API.
 */
@Export
@Version("0.1.0")
package dev.smo.memory;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
