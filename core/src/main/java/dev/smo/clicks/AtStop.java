// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Does something when the CMS is told to stop, before it stops the first bundle: by the time ours
 * is stopped, the repository may be closed.
 */
record AtStop(Runnable last) implements SynchronousBundleListener {
  @Override
  public void bundleChanged(BundleEvent event) {
    Bundle bundle = event.getBundle();
    if (event.getType() == BundleEvent.STOPPING
        && bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
      last.run();
    }
  }
}
