// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

/**
 * Who looks at the webmentions that an instance keeps: the engine. Where nobody is registered as
 * this service, nothing is kept, because it would wait for ever.
 */
public interface WebmentionInbox {
  /**
   * Above the topics of Sling jobs that hand them over, see {@link Notice#topic}, with the
   * properties that {@link Notice} names.
   */
  String topic();
}
