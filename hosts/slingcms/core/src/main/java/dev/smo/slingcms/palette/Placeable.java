// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import java.util.List;

/**
 * A component that authors can place on a page.
 *
 * @param type its resource type
 * @param title its name for people
 * @param description what it is for; may be empty
 * @param groups the component types it belongs to, by which policies allow it
 */
public record Placeable(String type, String title, String description, List<String> groups) {
  public Placeable {
    groups = List.copyOf(groups);
  }

  /** The groups in one word each, as the editor's own links name them. */
  public String groupNames() {
    return String.join(",", groups);
  }
}
