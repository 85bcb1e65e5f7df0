// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.host;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Wants to know what happens to pages, beside the syndication: an OSGi service, any number of them.
 * It is told within the Sling job of the event, so no event is lost in a crash.
 */
@ConsumerType
public interface PageListener {
  /**
   * That something happened to a page. The same event may be told several times: again for all
   * listeners where one of them, or the syndication, failed. What takes long belongs into a job of
   * the listener's own.
   *
   * @throws RuntimeException to be told again later
   */
  void heard(PageEvent event);
}
