package dev.smo.share;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One entry of a share or follow bar.
 *
 * @param network short name of the network, or empty for a plain address
 * @param label name that people see; a brand, or a key of the dictionary such as {@code E-mail}
 * @param href address that the entry leads to; empty where that takes the script
 * @param instance address with {@code {instance}} in it for a network of many servers, else empty
 * @param server a server of such a network, as an example
 * @param action what a button does: {@code copy}, {@code print} or {@code native}; empty for a link
 * @param clicks how often it was used, in the digits of the page's language; empty where that is
 *     not shown
 * @param icon path data of the icon in a box of 24 by 24, or empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NetworkLink(
    String network,
    String label,
    String href,
    String instance,
    String server,
    String action,
    String clicks,
    @JsonIgnore String icon) {

  /** Whether it leads to another page, and so into another tab; e-mail does not. */
  @JsonIgnore
  public boolean isWeb() {
    return href.startsWith("http") || href.startsWith("/");
  }

  /** Whether nothing of it works without the script. */
  @JsonIgnore
  public boolean isScripted() {
    return href.isEmpty();
  }

  /** What stands for a missing icon. */
  @JsonIgnore
  public String getLetter() {
    return icon.isEmpty() && !label.isEmpty()
        ? new String(Character.toChars(Character.toUpperCase(label.codePointAt(0))))
        : "";
  }
}
