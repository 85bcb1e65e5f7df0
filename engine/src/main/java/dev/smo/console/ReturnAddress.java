// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.endpoint.Refusal;
import dev.smo.host.OwnAddress;
import dev.smo.web.WebAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.apache.sling.api.SlingHttpServletRequest;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where networks send people back to, as browsers reach this server, also behind proxies: as
 * configured, else as trusted headers of a proxy say, else as the host knows, else as the request.
 */
@Component(service = ReturnAddress.class)
@Designate(ocd = ReturnAddress.Config.class)
public class ReturnAddress {
  private static final Logger LOG = LoggerFactory.getLogger(ReturnAddress.class);
  private static final String FORWARDED = "X-Forwarded-";

  private final @Nullable OwnAddress host;
  private final String publicUrl;
  private final boolean trustForwarded;

  /** Where browsers reach this server. */
  @ObjectClassDefinition(
      name = "SMO: Address of this server",
      description = "Where networks send people back to when they have signed in.")
  public @interface Config {
    @AttributeDefinition(
        name = "Public URL",
        description =
            "Address of this server for browsers, such as https://author.example.org/cms. Empty: as"
                + " the host or the request says.")
    String publicUrl() default "";

    @AttributeDefinition(
        name = "Trust forwarded headers",
        description =
            "Whether a proxy that nobody gets past sets X-Forwarded-Proto, -Host and -Prefix.")
    boolean trustForwarded() default false;
  }

  @Activate
  public ReturnAddress(
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable
          OwnAddress host,
      Config config) {
    this.host = host;
    publicUrl = WebAddress.withoutSlashes(config.publicUrl().strip());
    trustForwarded = config.trustForwarded();
  }

  /**
   * The address of a path of this server.
   *
   * @throws Refusal there is no such address
   */
  public URI of(SlingHttpServletRequest request, String path) {
    if (!publicUrl.isEmpty()) {
      return web(publicUrl + path);
    }
    Optional<URI> own = trustForwarded ? Optional.empty() : ofHost(request, path);
    return own.orElseGet(() -> web(server(request) + path));
  }

  /** Whether a text is a path of this server, and leads nowhere else. */
  public static boolean isPage(String text) {
    return SignInCookies.isPage(text);
  }

  /** The same where nobody asks: as configured; empty where nothing is. */
  public Optional<URI> configured(String path) {
    return publicUrl.isEmpty() ? Optional.empty() : Optional.of(web(publicUrl + path));
  }

  private Optional<URI> ofHost(SlingHttpServletRequest request, String path) {
    if (host == null) {
      return Optional.empty();
    }
    try {
      URI address = web(host.of(path, request.getResourceResolver()).toString());
      // Hosts come with this, and it would send everybody to a machine of their own.
      return "localhost".equals(address.getHost()) ? Optional.empty() : Optional.of(address);
    } catch (IllegalArgumentException | Refusal e) {
      LOG.warn("The host gives no address of its own; that of the request counts", e);
      return Optional.empty();
    }
  }

  private static URI web(String text) {
    try {
      URI address = new URI(text);
      boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      if (web && address.getHost() != null && address.getUserInfo() == null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw Refusal.conflict(complaint());
    }
    throw Refusal.conflict(complaint());
  }

  private static String complaint() {
    return "The address of this server is not known. Set publicUrl of "
        + ReturnAddress.class.getName()
        + ".";
  }

  private String server(SlingHttpServletRequest request) {
    String scheme = forwarded(request, "Proto");
    String host = forwarded(request, "Host");
    String prefix = forwarded(request, "Prefix");
    return (scheme.isEmpty() ? request.getScheme() : scheme)
        + "://"
        + (host.isEmpty() ? authority(request) : host)
        + WebAddress.withoutSlashes(prefix)
        + (request.getContextPath() == null ? "" : request.getContextPath());
  }

  private String forwarded(SlingHttpServletRequest request, String name) {
    @Nullable String value = trustForwarded ? request.getHeader(FORWARDED + name) : null;
    // Each proxy adds one; the first is what the browser asked.
    return value == null ? "" : value.split(",", 2)[0].strip();
  }

  private static String authority(SlingHttpServletRequest request) {
    int port = request.getServerPort();
    boolean standard = port == ("https".equals(request.getScheme()) ? 443 : 80);
    return request.getServerName() + (standard || port <= 0 ? "" : ":" + port);
  }
}
