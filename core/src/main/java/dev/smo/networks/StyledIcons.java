// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.networks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * The icons that the style sheet of the bars draws, so that pages need not carry them: those that
 * most bars have. All others, such as that of a plugin's network, stand in the markup.
 */
public final class StyledIcons {
  private static final Map<String, String> PATHS = read();

  private StyledIcons() {}

  /** Whether the style sheet draws this very icon for a network of this name. */
  public static boolean draw(String network, String icon) {
    return !icon.isEmpty() && icon.equals(PATHS.get(network));
  }

  /** Path data by name of the network. */
  public static Map<String, String> paths() {
    return PATHS;
  }

  private static Map<String, String> read() {
    Map<String, String> paths = new HashMap<>();
    for (JsonNode one : Networks.shipped()) {
      if (one.path("styled").asBoolean()) {
        paths.put(one.path("name").asText(), one.path("icon").asText());
      }
    }
    return Map.copyOf(paths);
  }
}
