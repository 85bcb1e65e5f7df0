/** The SPI of a network: a connector is one service and the interfaces that it implements. */
@Export
@Version("1.0.0")
package dev.smo.connector;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
