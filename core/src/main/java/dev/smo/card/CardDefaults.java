package dev.smo.card;

import org.apache.sling.caconfig.annotation.Configuration;
import org.apache.sling.caconfig.annotation.Property;

/** What the cards of a site say where a page says nothing. */
@Configuration(
    name = "smo/card",
    label = "SMO cards",
    description = "Social meta tags and structured data in the head of every page")
public @interface CardDefaults {
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

  @Property(label = "Type of pages", description = "og:type of all pages but the home page")
  String type() default "article";

  @Property(label = "Type of articles", description = "Type in JSON-LD, such as NewsArticle")
  String articleType() default "BlogPosting";

  @Property(label = "X account", description = "@name of the site on X")
  String twitterSite() default "";

  @Property(
      label = "Fediverse creator",
      description = "@user@host to credit where the author of a page has none")
  String fediverseCreator() default "";

  @Property(
      label = "Canonical link",
      description = "Adds the link to the canonical address; only where the template has none")
  boolean canonical() default false;

  @Property(label = "Feed links", description = "Names the feeds of the site in the head")
  boolean feeds() default true;
}
