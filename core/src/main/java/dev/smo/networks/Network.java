package dev.smo.networks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.smo.share.NetworkLink;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jetbrains.annotations.Nullable;

/**
 * A network as the bars know it: nothing but data. What a network does not have is empty.
 *
 * @param name short lower-case name
 * @param label name that people see
 * @param aliases names by which older configurations call it
 * @param share address template with {@code {url}}, {@code {title}}, {@code {image}} and {@code
 *     {app}}
 * @param instance the same for a server that the reader names, with {@code {instance}} left open
 * @param server a server of such a network, as an example
 * @param profile address template with {@code {handle}}, or {@code {user}} and {@code {host}}
 * @param action {@code copy}, {@code print} or {@code native} for a button of the bar itself,
 *     {@code qr} for a QR code
 * @param icon path data in a box of 24 by 24
 * @param retired why it is shown no more; empty for a network that lives
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Network(
    String name,
    String label,
    List<String> aliases,
    String share,
    String instance,
    String server,
    String profile,
    String action,
    String icon,
    String retired) {
  private static final Pattern CODE =
      Pattern.compile(
          "\\s*(javascript|data|vbscript):.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  public Network(
      @JsonProperty("name") @Nullable String name,
      @JsonProperty("label") @Nullable String label,
      @JsonProperty("aliases") @Nullable List<String> aliases,
      @JsonProperty("share") @Nullable String share,
      @JsonProperty("instance") @Nullable String instance,
      @JsonProperty("server") @Nullable String server,
      @JsonProperty("profile") @Nullable String profile,
      @JsonProperty("action") @Nullable String action,
      @JsonProperty("icon") @Nullable String icon,
      @JsonProperty("retired") @Nullable String retired) {
    this.name = filled(name);
    this.label = Objects.requireNonNullElse(label, this.name);
    this.aliases = aliases == null ? List.of() : List.copyOf(aliases);
    this.share = address(share);
    this.instance = address(instance);
    this.server = filled(server);
    this.profile = filled(profile);
    this.action = filled(action);
    this.icon = filled(icon);
    this.retired = filled(retired);
  }

  public boolean shares() {
    return !share.isEmpty() || !instance.isEmpty() || !action.isEmpty();
  }

  /** An entry of this network. */
  public NetworkLink link(String href, String ofInstance, String clicks) {
    return new NetworkLink(
        name,
        label,
        href,
        ofInstance,
        ofInstance.isEmpty() ? "" : server,
        href.isEmpty() ? action : "",
        clicks,
        icon);
  }

  private static String filled(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** A configuration is no way to bring code into every page. */
  private static String address(@Nullable String template) {
    String address = filled(template);
    return CODE.matcher(address).matches() ? "" : address;
  }
}
