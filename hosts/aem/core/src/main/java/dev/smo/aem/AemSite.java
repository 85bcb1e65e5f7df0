// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

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

  @Property(
      label = "Public root",
      description =
          "Path that public addresses leave out, such as /content/museum where /content/museum/en/"
              + "tickets.html is public as /en/tickets.html. Only where the dispatcher or the"
              + " mappings of publish shorten addresses of which author knows nothing.",
      property = "format=path")
  String publicRoot() default "";

  @Property(
      label = "No extension",
      description = "Whether public addresses of pages leave out .html, for the same reason.")
  boolean extensionless() default false;
}
