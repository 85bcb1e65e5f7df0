// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.day.cq.commons.Externalizer;
import dev.smo.web.WebAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Public addresses, as the externalizer makes them for the domain that the site's configuration
 * names. The externalizer knows the mappings of this instance only: where the dispatcher, or the
 * mappings of publish, shorten addresses, the configuration says how, or author would plan posts
 * with addresses that the public page does not call its own.
 */
record ExternalAddresses(Externalizer externalizer) {
  static final String HTML = ".html";
  private static final Logger LOG = LoggerFactory.getLogger(ExternalAddresses.class);

  /** Gives the public address of a path, on the host of the site that a resource lies in. */
  UnaryOperator<String> of(Resource any) {
    ConfigurationBuilder builder = any.adaptTo(ConfigurationBuilder.class);
    if (builder == null) {
      return path -> externalize(any, Externalizer.PUBLISH, path);
    }
    AemSite site = builder.as(AemSite.class);
    String named = text(site.externalizerDomain());
    String domain = named.isEmpty() ? Externalizer.PUBLISH : named;
    String root = WebAddress.withoutSlashes(text(site.publicRoot()));
    return path -> externalize(any, domain, shorten(path, root, site.extensionless()));
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "").strip();
  }

  /**
   * As the public writes it; the root itself stays, because feeds and pictures hang on its name.
   */
  private static String shorten(String path, String root, boolean extensionless) {
    String name =
        extensionless && path.endsWith(HTML)
            ? path.substring(0, path.length() - HTML.length())
            : path;
    return !root.isEmpty() && name.startsWith(root + "/") ? name.substring(root.length()) : name;
  }

  private String externalize(Resource any, String domain, String path) {
    try {
      return escaped(externalizer.externalLink(any.getResourceResolver(), domain, path));
    } catch (IllegalArgumentException e) {
      if (domain.equals(Externalizer.PUBLISH)) {
        throw e;
      }
      // Pages are read in every page view: a wrong name must not take the site down.
      LOG.error(
          "smo/aem of {} names the externalizer domain '{}', which is not configured; 'publish' is"
              + " used",
          any.getPath(),
          domain,
          e);
      return escaped(externalizer.publishLink(any.getResourceResolver(), path));
    }
  }

  /**
   * An address as browsers take it: an externalizer of a site's own may leave spaces and brackets
   * of a name as they are, and every page view reads addresses.
   */
  private static String escaped(String address) {
    try {
      return new URI(address).toString();
    } catch (URISyntaxException unescaped) {
      int path = address.indexOf('/', address.indexOf("://") + "://".length());
      try {
        return address.substring(0, path)
            + new URI(null, null, address.substring(path), null).getRawPath();
      } catch (URISyntaxException | IndexOutOfBoundsException e) {
        throw new IllegalArgumentException("The externalizer gives no address: " + address, e);
      }
    }
  }
}
