/** What lies in the content of a page. Exported for the bundles of SMO only; no API. */
@Export
@Version("0.1.0")
package dev.smo.content;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
