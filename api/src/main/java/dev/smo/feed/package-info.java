/** RSS, Atom and JSON feeds of the newest pages below a page. */
@Export
@Version("1.0.0")
package dev.smo.feed;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
