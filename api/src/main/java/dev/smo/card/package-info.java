/** Tags in a page's head by which networks and search engines show it. */
@Export
@Version("1.0.0")
package dev.smo.card;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
