/**
 * The one HTTP client, by which all calls to other machines go. Exported for the bundles of SMO
 * only; no API.
 */
@Export
@Version("0.2.0")
package dev.smo.outbound.http;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
