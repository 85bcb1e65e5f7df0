// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.settings;

import org.apache.sling.caconfig.annotation.Configuration;
import org.apache.sling.caconfig.annotation.Property;

/** What the cards of a site say where a page says nothing. */
@Configuration(
    name = "smo/card",
    label = "SMO cards",
    description = "Social meta tags and structured data in the head of every page")
public @interface CardDefaults {
  /** {@link #type} where nobody chose. */
  String TYPE = "article";

  @Property(
      label = "On every page",
      description = "Adds the card to the head of every page whose template brings none")
  boolean enabled() default false;

  @Property(label = "Site name", description = "Empty: the title of the site")
  String siteName() default "";

  @Property(label = "Picture", description = "Path or address, for pages without a picture")
  String image() default "";

  @Property(label = "Text for the picture", description = "For people who cannot see it")
  String imageAlt() default "";

  @Property(
      label = "Type of pages",
      description =
          "Type of all pages but the home page: article, website, profile, another type of Open"
              + " Graph, or one of schema.org for articles, such as NewsArticle")
  String type() default TYPE;

  @Property(
      label = "Types by template",
      description = "\"pattern=type\" with a regular expression; the first that fits counts",
      property = "format=types")
  String[] types() default {};

  @Property(label = "Type of articles", description = "Type in JSON-LD, such as NewsArticle")
  String articleType() default "BlogPosting";

  @Property(label = "X account", description = "@name of the site on X")
  String twitterSite() default "";

  @Property(
      label = "Fediverse creator",
      description = "@user@host to credit where the author of a page has none")
  String fediverseCreator() default "";

  @Property(label = "Facebook app", description = "Number of the app for Facebook's insights")
  String facebookApp() default "";

  @Property(
      label = "Apps",
      description = "For the X card \"app\": iphone=..., ipad=..., googleplay=..., country=...",
      property = "format=pairs")
  String[] apps() default {};

  @Property(
      label = "Kind of publisher",
      description = "Type of schema.org, such as NewsMediaOrganization or Museum")
  String publisherType() default "Organization";

  @Property(label = "Logo", description = "Path or address of the publisher's logo, for JSON-LD")
  String logo() default "";

  @Property(
      label = "Canonical link",
      description = "The card component adds the link to the canonical address; the template not")
  boolean canonical() default false;

  @Property(
      label = "Language links",
      description = "The card component adds links to the other languages; the template not")
  boolean hreflang() default false;

  @Property(
      label = "Language for all others",
      description = "Tag of the language that readers of no other get, such as en; may be empty")
  String otherLanguages() default "";

  @Property(
      label = "Large previews",
      description = "Allows search engines large pictures of pages that they may list")
  boolean largePreviews() default true;

  @Property(
      label = "Breadcrumb",
      description =
          "Structured data has the way from the home page; no where a component of the page says it"
              + " already")
  boolean breadcrumb() default true;

  @Property(label = "Feed links", description = "Names the feeds of the site in the head")
  boolean feeds() default true;

  @Property(
      label = "oEmbed",
      description = "Lets other sites embed the card of a page; names the address in the head")
  boolean oembed() default true;
}
