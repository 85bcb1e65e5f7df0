// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import org.apache.sling.caconfig.annotation.Configuration;
import org.apache.sling.caconfig.annotation.Property;

/** Whether pages of a site take part in webmention; context-aware configuration. */
@Configuration(
    name = "smo/webmention",
    label = "SMO: Webmention",
    description =
        "Whether other sites may tell that they link to pages here, and whether they are told that"
            + " pages here link to theirs.")
public @interface WebmentionPolicy {
  @Property(
      label = "Receive",
      description =
          "Whether pages take webmentions and advertise it. Somebody must then look at what waits.")
  boolean receive() default false;

  @Property(
      label = "Send",
      description = "Whether the sites that a page links to are told when it is published.")
  boolean send() default false;

  @Property(
      label = "Links within the site",
      description = "Whether pages of this site may mention each other.")
  boolean ownSite() default false;

  @Property(
      label = "Endpoint",
      description =
          "Address that receives, absolute or as a path on the site's host; another one where a"
              + " proxy or a service receives for this site.")
  String endpoint() default WebmentionServlet.PATH;

  @Property(
      label = "Main content",
      description =
          "CSS selectors of the part of a page whose links count; the first that the page has.",
      property = "format=selector")
  String[] content() default {".e-content", "article", "main", "[role=main]"};

  @Property(
      label = "Most links",
      description = "At most so many links of a page are told.",
      property = "min=0")
  int mostLinks() default 50;
}
