// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.settings;

import org.apache.sling.caconfig.annotation.Configuration;
import org.apache.sling.caconfig.annotation.Property;

/** What the feeds of a site hold. */
@Configuration(
    name = "smo/feed",
    label = "SMO feeds",
    description = "RSS, Atom and JSON feeds of the newest pages")
public @interface FeedSettings {
  @Property(
      label = "Entries",
      description = "How many of the newest pages a feed holds",
      property = "min=1")
  int limit() default 20;

  @Property(
      label = "Templates",
      description =
          "Patterns (regular expressions) of the templates whose pages are articles; none: every"
              + " page that has no pages below it",
      property = "format=pattern")
  String[] templates() default {};

  @Property(
      label = "Home page",
      description = "Path of the home page below the site; its feed is that of the whole site")
  String home() default "index";

  @Property(
      label = "Full text",
      description = "Whether entries hold the whole article, and not its description only")
  boolean fullText() default false;

  @Property(
      label = "Article",
      description =
          "CSS selector of what of a page is its article, for the full text; empty: its first"
              + " article element, else main",
      property = "format=selector")
  String content() default "";

  @Property(
      label = "Words of posts",
      description =
          "Whether entries hold the approved words of each network's post, for tools that post"
              + " what they read in feeds")
  boolean words() default true;

  @Property(
      label = "Hubs",
      description =
          "Addresses of WebSub hubs, which are told when a feed changes and tell its readers",
      property = "format=address")
  String[] hubs() default {};

  @Property(
      label = "Caching",
      description = "Seconds for which readers and caches may keep a feed",
      property = "min=0")
  int maxAge() default 300;

  @Property(
      label = "Style sheet",
      description =
          "Address of the CSS with which browsers show RSS and Atom; empty: SMO's own; 'none':"
              + " none")
  String stylesheet() default "";
}
