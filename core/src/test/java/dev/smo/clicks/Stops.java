// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import java.lang.reflect.Proxy;
import org.apache.sling.testing.mock.osgi.MockOsgi;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;

/** Tells those who listen that something stops, as the framework does. */
final class Stops {
  private Stops() {}

  static void ofTheCms(BundleContext context) {
    stops(context, Constants.SYSTEM_BUNDLE_ID);
  }

  static void ofSomeBundle(BundleContext context) {
    stops(context, 5L);
  }

  private static void stops(BundleContext context, long id) {
    Bundle bundle =
        (Bundle)
            Proxy.newProxyInstance(
                Stops.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getBundleId" -> id;
                      case "getState" -> Bundle.STOPPING;
                      case "hashCode" -> (int) id;
                      case "equals" -> proxy == arguments[0];
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    MockOsgi.sendBundleEvent(context, new BundleEvent(BundleEvent.STOPPING, bundle));
  }
}
