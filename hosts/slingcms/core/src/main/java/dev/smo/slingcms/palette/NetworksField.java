// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import dev.smo.share.KnownNetworks;
import dev.smo.share.NetworkLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.Self;

/**
 * What the field for networks of a dialog shows: those that the edited node names, in their order,
 * then the others by label. One that is named and that nobody knows any more stays, by its id.
 */
@Model(adaptables = SlingHttpServletRequest.class)
public final class NetworksField {
  private final List<Map<String, Object>> entries;

  @Inject
  public NetworksField(@Self SlingHttpServletRequest request, @Self KnownNetworks known) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (NetworkLink link : known.getShared()) {
      labels.put(link.network(), link.label());
    }
    List<Map<String, Object>> all = new ArrayList<>();
    for (String chosen : chosen(request)) {
      String label = labels.remove(chosen);
      all.add(entry(chosen, label == null ? chosen : label, /* chosen= */ true));
    }
    labels.forEach((network, label) -> all.add(entry(network, label, /* chosen= */ false)));
    entries = List.copyOf(all);
  }

  /** Of each: {@code network}, {@code label}, {@code chosen}. */
  public List<Map<String, Object>> getEntries() {
    return entries;
  }

  private static Map<String, Object> entry(String network, String label, boolean chosen) {
    return Map.of("network", network, "label", label, "chosen", chosen);
  }

  /** The property of the edited node that the field is named after. */
  private static List<String> chosen(SlingHttpServletRequest request) {
    String name = request.getResource().getValueMap().get("name", "");
    return Optional.ofNullable(request.getRequestPathInfo().getSuffixResource())
        .map(node -> node.getValueMap().get(name, String[].class))
        .map(values -> Stream.of(values).distinct().toList())
        .orElse(List.of());
  }
}
