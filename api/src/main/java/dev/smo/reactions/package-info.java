/** What people elsewhere did about a page: kept, moderated, shown. */
@Export
@Version("1.0.0")
package dev.smo.reactions;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
