// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it.network;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.testkit.OAuthNetwork;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the network {@code oauth}. */
public final class Activator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    Outbound outbound = context.getService(context.getServiceReference(Outbound.class));
    context.registerService(Connector.class, new OAuthNetwork(outbound), new Hashtable<>());
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes back what was registered.
  }
}
