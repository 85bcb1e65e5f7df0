package dev.smo.share;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One entry of a share or follow bar.
 *
 * @param network short name of the network, or empty for a plain address
 * @param label name that people see; a brand, or a key of the dictionary such as {@code E-mail}
 * @param href address that the entry leads to; empty for a button
 * @param instance address with {@code {instance}} in it for a network of many servers, else empty
 * @param action what a button does: {@code copy} or {@code native}; empty for a link
 * @param icon path data of the icon in a box of 24 by 24, or empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NetworkLink(
    String network,
    String label,
    String href,
    String instance,
    String action,
    @JsonIgnore String icon) {}
