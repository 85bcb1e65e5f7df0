package dev.smo.aem;

import org.apache.sling.caconfig.annotation.Configuration;
import org.apache.sling.caconfig.annotation.Property;

/** What SMO must know of a site on AEM; context-aware configuration. */
@Configuration(
    name = "smo/aem",
    label = "SMO: AEM",
    description = "Under which host the public finds the pages of a site or subtree.")
public @interface AemSite {
  @Property(
      label = "Externalizer domain",
      description =
          "Name of a domain of the Day CQ Link Externalizer, such as 'museum'; each site with a"
              + " host of its own has one.")
  String externalizerDomain() default "publish";
}
