/** What authors may place where in the editor of Sling CMS, and who may change that. */
@Export
@Version("0.1.0")
package dev.smo.slingcms.palette;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
