// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.export;

import dev.smo.share.Assets;
import dev.smo.share.Bar;
import dev.smo.share.NetworkLink;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.sling.api.SlingHttpServletRequest;

/** What share bar and follow bar tell alike. */
abstract class ExportedBar extends Exported {
  private final Bar bar;
  private final String styleSheet;

  ExportedBar(SlingHttpServletRequest request, Bar bar, Assets assets) {
    super(request, bar.getLanguage());
    this.bar = bar;
    styleSheet = assets.getStyleSheet();
  }

  /** Heading above the bar, or empty. */
  public final String getHeading() {
    return bar.getHeading();
  }

  /** {@code icon}, {@code text} or {@code both}. */
  public final String getStyle() {
    return bar.getStyle();
  }

  /** {@code small}, {@code medium} or {@code large}. */
  public final String getSize() {
    return bar.getSize();
  }

  /** {@code inline}, {@code center}, {@code bottom} or {@code side}. */
  public final String getPosition() {
    return bar.getPosition();
  }

  /** Language tag of the page. */
  public final String getLanguage() {
    return bar.getLanguage();
  }

  /** Address of the bars' style sheet. */
  public final String getStyleSheet() {
    return styleSheet;
  }

  /** Entries in order. */
  public final List<Map<String, Object>> getLinks() {
    return bar.getLinks().stream().map(this::json).toList();
  }

  /** Entries that come after those, and are shown on demand. */
  public final List<Map<String, Object>> getMore() {
    return bar.getMore().stream().map(this::json).toList();
  }

  /** Name of the bar for those who hear it. */
  public abstract String getName();

  /** Sentences of the bar that people see or hear. */
  public abstract Map<String, String> getWords();

  /** What the HTML of the bar says of an entry beside what HTL was told. */
  abstract Map<String, Object> html(NetworkLink link);

  private Map<String, Object> json(NetworkLink link) {
    Map<String, Object> json = new TreeMap<>(link.entry());
    json.putAll(html(link));
    // HTL asks for these; here target and href tell the same.
    json.keySet().removeAll(List.of("web", "scripted"));
    json.values().removeIf(""::equals);
    return json;
  }
}
