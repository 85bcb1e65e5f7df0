// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What share bar and follow bar have in common. */
@ProviderType
public interface Bar {
  /** Heading above the bar, or empty. */
  String getHeading();

  /** {@code icon}, {@code text} or {@code both}. */
  String getStyle();

  /** {@code small}, {@code medium} or {@code large}. */
  String getSize();

  /**
   * {@code inline}, {@code center}, {@code bottom} (of the window, while what it stands in is
   * there) or {@code side} (of wide windows).
   */
  String getPosition();

  /** Language tag of the page, such as {@code de-CH}. */
  String getLanguage();

  /** Entries in order. */
  List<NetworkLink> getLinks();

  /** Entries that come after those, and are shown on demand. */
  List<NetworkLink> getMore();

  /** {@link #getLinks()} as {@link NetworkLink#entry()}. */
  List<Map<String, Object>> getEntries();

  /** {@link #getMore()} as {@link NetworkLink#entry()}. */
  List<Map<String, Object>> getMoreEntries();

  /** What to tell whoever edits the page about named networks that are over; never for visitors. */
  List<String> getRetired();
}
