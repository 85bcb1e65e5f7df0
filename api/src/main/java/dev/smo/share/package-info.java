/** Share bar and follow bar: links to the networks, for readers of a page. */
@Export
@Version("0.5.0")
package dev.smo.share;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
