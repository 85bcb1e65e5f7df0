// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where our style sheets and scripts are. The first bar of a page, and only that, brings the ones
 * of the bars.
 */
@ProviderType
public interface Assets {
  /** Whether this is the first bar of the response that asks. */
  boolean isFirst();

  /** Address of the folder that holds all our files, without a slash at its end. */
  String getFolder();

  /** Address of the bars' style sheet; another one whenever its content is another. */
  String getStyleSheet();

  /** Address of the bars' script; another one whenever its content is another. */
  String getScript();
}
