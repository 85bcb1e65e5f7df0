// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.settings;

import org.apache.sling.caconfig.annotation.Configuration;
import org.apache.sling.caconfig.annotation.Property;

/** What the share and follow bars of a site show, unless an author chose otherwise. */
@Configuration(
    name = "smo/share",
    label = "SMO share and follow bars",
    description = "Networks that pages can be shared to, and the site's own accounts")
public @interface ShareSettings {
  @Property(
      label = "Networks",
      description =
          "Names of networks in the order of the bar; copy, print and native are the buttons that"
              + " copy the link, print and open the device's own share sheet")
  String[] networks() default {
    "native",
    "mastodon",
    "bluesky",
    "linkedin",
    "facebook",
    "threads",
    "x",
    "reddit",
    "whatsapp",
    "email",
    "copy"
  };

  @Property(
      label = "Style",
      description = "icon, text or both",
      property = "options=icon|text|both")
  String style() default "both";

  @Property(
      label = "Size",
      description = "small, medium or large: 32, 44 or 56 pixels high",
      property = "options=small|medium|large")
  String size() default "medium";

  @Property(
      label = "Position",
      description = "inline, center, bottom (stays in sight) or side (of wide windows)",
      property = "options=inline|center|bottom|side")
  String position() default "inline";

  @Property(
      label = "Entries in sight",
      description = "How many entries a bar shows before the rest waits behind \"More\"; 0: all",
      property = "min=0")
  int visible() default 12;

  @Property(
      label = "Mark shared addresses",
      description =
          "Whether addresses that readers share carry UTM parameters: the network as source,"
              + " social-share as medium, and the campaign of the configuration smo/tracking")
  boolean tracking() default false;

  @Property(
      label = "Facebook app",
      description = "Id of the site's Facebook app; without one Messenger is left out")
  String facebookApp() default "";

  @Property(
      label = "Count clicks",
      description =
          "Whether the site counts how often each entry is used: by a request to itself, without"
              + " cookie, address or anything else about the person")
  boolean count() default false;

  @Property(label = "Show counts", description = "Whether readers see these counts")
  boolean showCounts() default false;

  @Property(
      label = "Own accounts",
      description =
          "One a line: \"network: handle\", such as \"mastodon: @museum@example.social\", or"
              + " \"label: https://...\"")
  String[] profiles() default {};
}
