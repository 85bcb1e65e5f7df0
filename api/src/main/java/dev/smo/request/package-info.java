/** Asks for posts of a page, and learns at once and later what becomes of them. */
@Export
@Version("1.0.0")
package dev.smo.request;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
