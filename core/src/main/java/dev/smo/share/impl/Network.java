package dev.smo.share.impl;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jetbrains.annotations.Nullable;

/**
 * A network as the bars know it: nothing but data. What a network does not have is empty.
 *
 * @param name short lower-case name
 * @param label name that people see
 * @param share address template with {@code {url}} and {@code {title}}
 * @param instance the same for a server that the reader names, with {@code {instance}} left open
 * @param profile address template with {@code {handle}}, or {@code {user}} and {@code {host}}
 * @param action {@code copy} or {@code native} for a button of the bar itself
 * @param icon path data in a box of 24 by 24
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Network(
    String name,
    String label,
    String share,
    String instance,
    String profile,
    String action,
    String icon) {
  Network(
      @JsonProperty("name") @Nullable String name,
      @JsonProperty("label") @Nullable String label,
      @JsonProperty("share") @Nullable String share,
      @JsonProperty("instance") @Nullable String instance,
      @JsonProperty("profile") @Nullable String profile,
      @JsonProperty("action") @Nullable String action,
      @JsonProperty("icon") @Nullable String icon) {
    this.name = Objects.requireNonNullElse(name, "");
    this.label = Objects.requireNonNullElse(label, this.name);
    this.share = Objects.requireNonNullElse(share, "");
    this.instance = Objects.requireNonNullElse(instance, "");
    this.profile = Objects.requireNonNullElse(profile, "");
    this.action = Objects.requireNonNullElse(action, "");
    this.icon = Objects.requireNonNullElse(icon, "");
  }

  boolean shares() {
    return !share.isEmpty() || !action.isEmpty();
  }
}
