/** What a host says of its pages: facts, public address, and that one went live or away. */
@Export
@Version("1.0.0")
package dev.smo.page;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
