/**
 * Short transactions on the repository, and names that all nodes compute alike. Exported for the
 * bundles of SMO only; no API.
 */
@Export
@Version("0.1.0")
package dev.smo.repository;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
