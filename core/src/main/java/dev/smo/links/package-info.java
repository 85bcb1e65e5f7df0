/**
 * Short links on a site's own domain: what they are called, where they lead, and who follows them.
 * Exported for the bundles of SMO only; no API.
 */
@Export
@Version("0.1.0")
package dev.smo.links;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
