/** Models of the sample site's page; a site of your own needs none of this. */
@Export
@Version("0.1.0")
package dev.smo.slingcms.sample;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
