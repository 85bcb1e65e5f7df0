package dev.smo.feed;

import org.apache.sling.caconfig.annotation.Configuration;
import org.apache.sling.caconfig.annotation.Property;

/** What the feeds of a site hold. */
@Configuration(
    name = "smo/feed",
    label = "SMO feeds",
    description = "RSS and Atom feeds of the newest pages")
public @interface FeedSettings {
  @Property(label = "Entries", description = "How many of the newest pages a feed holds")
  int limit() default 20;

  @Property(
      label = "Templates",
      description =
          "Patterns (regular expressions) of the templates whose pages are articles; none: every"
              + " page that has no pages below it")
  String[] templates() default {};

  @Property(
      label = "Home page",
      description = "Path of the home page below the site; its feed is that of the whole site")
  String home() default "index";
}
