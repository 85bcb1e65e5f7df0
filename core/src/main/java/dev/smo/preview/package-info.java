/** What is to be said about a page before strangers and networks see it. */
@Export
@Version("0.1.0")
package dev.smo.preview;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
