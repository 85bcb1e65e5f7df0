// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.smo.networks.StyledIcons;
import dev.smo.prose.WritingDirection;
import dev.smo.share.Bar;
import dev.smo.share.NetworkLink;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bar by what was chosen for it and its entries. Public, because HTL calls the methods of no
 * other class.
 */
public abstract class AbstractBar implements Bar {
  private final BarContext place;
  private final List<NetworkLink> entries;
  private final int visible;
  private final List<String> retired;

  /**
   * @param retired what to tell whoever edits the page about names that are over
   */
  AbstractBar(BarContext place, List<NetworkLink> entries, List<String> retired) {
    this.place = place;
    this.entries = entries;
    this.retired = retired;
    visible = place.choice().visible(entries.size());
  }

  @Override
  public final String getHeading() {
    return place.choice().heading();
  }

  @Override
  public final String getStyle() {
    return place.choice().style();
  }

  @Override
  public final String getSize() {
    return place.choice().size();
  }

  @Override
  public final String getPosition() {
    return place.choice().position();
  }

  @Override
  public final String getLanguage() {
    return place.language();
  }

  @Override
  @JsonIgnore
  public final List<NetworkLink> getLinks() {
    return entries.subList(0, visible);
  }

  @Override
  @JsonIgnore
  public final List<NetworkLink> getMore() {
    return entries.subList(visible, entries.size());
  }

  @Override
  @JsonIgnore
  public final List<Map<String, Object>> getEntries() {
    return getLinks().stream().map(AbstractBar::entry).toList();
  }

  @Override
  @JsonIgnore
  public final List<Map<String, Object>> getMoreEntries() {
    return getMore().stream().map(AbstractBar::entry).toList();
  }

  /** An entry without an icon that the style sheet draws. */
  private static Map<String, Object> entry(NetworkLink link) {
    Map<String, Object> entry = link.entry();
    if (StyledIcons.draw(link.network(), link.icon())) {
      entry = new HashMap<>(entry);
      entry.put("icon", "");
    }
    return entry;
  }

  /** {@code ltr} or {@code rtl}, as the language of the page is written; empty without a page. */
  @JsonIgnore
  public final String getDirection() {
    return place.page().map(page -> WritingDirection.of(page.locale())).orElse("");
  }

  /** Whether an entry leads to a server that the reader is to be asked for. */
  @JsonIgnore
  public final boolean isAsking() {
    return entries.stream().anyMatch(link -> !link.instance().isEmpty());
  }

  @Override
  @JsonIgnore
  public final List<String> getRetired() {
    return retired;
  }

  /** {@link #getLinks()} in the JSON of the model. */
  @JsonProperty("links")
  final List<Map<String, String>> exportedLinks() {
    return getLinks().stream().map(AbstractBar::json).toList();
  }

  /** {@link #getMore()} in the JSON of the model. */
  @JsonProperty("more")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  final List<Map<String, String>> exportedMore() {
    return getMore().stream().map(AbstractBar::json).toList();
  }

  /** What is not empty, and not the icon, which is long and stands in the markup. */
  private static Map<String, String> json(NetworkLink link) {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("network", link.network());
    json.put("label", link.label());
    json.put("href", link.href());
    json.put("instance", link.instance());
    json.put("server", link.server());
    json.put("action", link.action());
    json.put("clicks", link.clicks());
    json.values().removeIf(String::isEmpty);
    return json;
  }
}
