/**
 * Style sheets and scripts for browsers, with their versions. Exported for the bundles of SMO only;
 * no API.
 */
@Export
@Version("0.1.0")
package dev.smo.files;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
