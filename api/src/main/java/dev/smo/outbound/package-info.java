/** The one way out: every call to another machine goes through this client and its rules. */
@Export
@Version("1.0.0")
package dev.smo.outbound;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
