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

  /**
   * The way from the page that is asked for up to the root of the server, without a slash at its
   * end, such as {@code ..}: put before a path, it holds where a proxy serves the page below a path
   * of its own. Not for parts that a script puts into another page.
   */
  String getRoot();

  /** The folder seen from the page that is asked for, see {@link #getRoot()}. */
  String getRelativeFolder();

  /** Address of the bars' style sheet; another one whenever its content is another. */
  String getStyleSheet();

  /** Address of the bars' script; another one whenever its content is another. */
  String getScript();

  /** Address of the script that asks for the reader's own server, likewise. */
  String getServerScript();
}
