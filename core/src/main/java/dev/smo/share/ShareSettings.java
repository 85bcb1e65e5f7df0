package dev.smo.share;

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
          "Names of networks in the order of the bar; copy and native are the buttons that copy"
              + " the link and open the device's own share sheet")
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

  @Property(label = "Style", description = "icon, text or both")
  String style() default "both";

  @Property(
      label = "Own accounts",
      description =
          "One a line: \"network: handle\", such as \"mastodon: @museum@example.social\", or"
              + " \"label: https://...\"")
  String[] profiles() default {};
}
