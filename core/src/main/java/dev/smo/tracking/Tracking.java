// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.tracking;

import org.apache.sling.caconfig.annotation.Configuration;
import org.apache.sling.caconfig.annotation.Property;

/**
 * How links in posts are marked, so that web analytics can tell where visitors came from;
 * context-aware configuration. In its values {network} and {connection} stand for where the post
 * goes, {language}, {template} and {campaign} for what its page says; all are written in lower case
 * with hyphens.
 */
@Configuration(
    name = "smo/tracking",
    label = "SMO: Tracking",
    description = "UTM parameters of links in posts.")
public @interface Tracking {
  @Property(label = "Enabled", description = "Whether links in posts carry UTM parameters.")
  boolean enabled() default false;

  @Property(
      label = "Source",
      description =
          "utm_source. {network}, {connection}, {language}, {template} and {campaign} are filled"
              + " in, here and below.")
  String source() default "{network}";

  @Property(label = "Medium", description = "utm_medium. Empty: none.")
  String medium() default "social";

  @Property(
      label = "Campaign",
      description =
          "utm_campaign, and the campaign of pages here that name none themselves. Empty: none.")
  String campaign() default "";

  @Property(
      label = "Content",
      description = "utm_content, which tells two links to one page apart. Empty: none.")
  String content() default "";

  @Property(
      label = "Short links",
      description =
          "Whether posts carry a short link on the site's own domain, which leads to the page and"
              + " is counted.")
  boolean shortLinks() default false;

  @Property(
      label = "Short links below",
      description =
          "Address below which short links stand, such as https://go.example.org/s/. Empty: /s/ on"
              + " the domain of the page.",
      property = "format=address")
  String shortLinksBelow() default "";
}
