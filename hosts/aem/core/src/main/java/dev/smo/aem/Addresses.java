package dev.smo.aem;

import com.day.cq.commons.Externalizer;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Public addresses, as the externalizer makes them for the domain that the site's configuration
 * names. Vanity and extensionless addresses are what the externalizer makes of its own mappings.
 */
record Addresses(Externalizer externalizer) {
  private static final Logger LOG = LoggerFactory.getLogger(Addresses.class);

  /** Gives the public address of a path, on the host of the site that a resource lies in. */
  UnaryOperator<String> of(Resource any) {
    String domain = domain(any);
    return path -> externalize(any, domain, path);
  }

  private String externalize(Resource any, String domain, String path) {
    try {
      return externalizer.externalLink(any.getResourceResolver(), domain, path);
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
      return externalizer.publishLink(any.getResourceResolver(), path);
    }
  }

  private static String domain(Resource any) {
    ConfigurationBuilder builder = any.adaptTo(ConfigurationBuilder.class);
    String named = builder == null ? "" : builder.as(AemSite.class).externalizerDomain();
    return Objects.requireNonNullElse(named, "").isBlank() ? Externalizer.PUBLISH : named.strip();
  }
}
