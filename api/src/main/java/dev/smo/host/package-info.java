/** What a host gives: its pages, what happens to them, its key for secrets, its own address. */
@Export
@Version("1.0.0")
package dev.smo.host;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
