package dev.smo.share;

import org.osgi.annotation.versioning.ProviderType;

/** Lets the first bar of a page, and only that, bring the style sheet and script. */
@ProviderType
public interface Assets {
  /** Whether this is the first bar of the response. */
  boolean isFirst();

  /** Address of the style sheet; another one whenever its content is another. */
  String getStyleSheet();

  /** Address of the script; another one whenever its content is another. */
  String getScript();
}
