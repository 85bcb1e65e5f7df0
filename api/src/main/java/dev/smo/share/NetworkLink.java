// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share;

import java.util.Map;

/**
 * One entry of a share or follow bar.
 *
 * @param network short name of the network, or empty for a plain address
 * @param label name that people see; a brand, or English words such as {@code E-mail}, which are a
 *     key of the dictionaries behind {@code "smo: "}
 * @param href address that the entry leads to; empty where that takes the script
 * @param instance address with {@code {instance}} in it for a network of many servers, else empty
 * @param server a server of such a network, as an example
 * @param action what a button does: {@code copy}, {@code print} or {@code native}; empty for a link
 * @param clicks how often it was used, in the digits of the page's language; empty where that is
 *     not shown
 * @param icon path data of the icon in a box of 24 by 24, or empty
 */
public record NetworkLink(
    String network,
    String label,
    String href,
    String instance,
    String server,
    String action,
    String clicks,
    String icon) {

  /**
   * All of it as a map, for HTL, which looks for a method anew each time it reads a property of
   * anything else. Beside the components it says: {@code web}, whether the entry leads to another
   * page and so into another tab; {@code scripted}, whether nothing of it works without the script;
   * {@code letter}, which stands for a missing icon.
   */
  public Map<String, Object> entry() {
    return Map.ofEntries(
        Map.entry("network", network),
        Map.entry("label", label),
        Map.entry("href", href),
        Map.entry("instance", instance),
        Map.entry("server", server),
        Map.entry("action", action),
        Map.entry("clicks", clicks),
        Map.entry("icon", icon),
        // E-mail opens no page.
        Map.entry("web", href.startsWith("http") || href.startsWith("/")),
        Map.entry("scripted", href.isEmpty()),
        Map.entry("letter", letter()));
  }

  private String letter() {
    return icon.isEmpty() && !label.isEmpty()
        ? new String(Character.toChars(Character.toUpperCase(label.codePointAt(0))))
        : "";
  }
}
