/** Share bar and follow bar: links to the networks, for readers of a page. */
@Export
@Version("1.0.0")
package dev.smo.share;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
