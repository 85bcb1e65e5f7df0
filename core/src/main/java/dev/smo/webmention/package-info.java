/**
 * Takes webmentions from strangers, and hands them on. Exported for the bundles of SMO only; no
 * API.
 */
@Export
@Version("0.2.0")
package dev.smo.webmention;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
