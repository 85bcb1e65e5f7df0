/** Values that everybody shares: what is posted, where, and what came of it. */
@Export
@Version("1.0.0")
package dev.smo.post;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
