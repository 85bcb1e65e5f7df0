// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage;

import org.apache.sling.caconfig.annotation.Configuration;
import org.apache.sling.caconfig.annotation.Property;

/** How the generated pictures of a site look, and which pages get one. */
@Configuration(
    name = "smo/picture",
    label = "SMO social pictures",
    description = "Pictures with the title of a page, drawn for cards of pages without a picture")
public @interface SocialImagePolicy {
  @Property(
      label = "Mode",
      description =
          "never; missing: for pages without a picture; always: also in place of a page's picture",
      property = "options=never|missing|always")
  String mode() default "never";

  @Property(label = "Background", description = "Colour, #rrggbb", property = "format=colour")
  String background() default "#14213d";

  @Property(
      label = "Second background",
      description = "Colour at the other end of a gradient; empty: one flat colour",
      property = "format=colour")
  String backgroundEnd() default "";

  @Property(
      label = "Text",
      description = "Colour; black or white is taken where this one could not be read",
      property = "format=colour")
  String text() default "#ffffff";

  @Property(
      label = "Accent",
      description = "Colour of the bar and of the section's name",
      property = "format=colour")
  String accent() default "#fca311";

  @Property(
      label = "Logo",
      description = "Path of a PNG, JPEG or GIF in the repository",
      property = "format=path")
  String logo() default "";

  @Property(
      label = "Font",
      description =
          "Path of a TTF or OTF file in the repository, or the name of a font of the server;"
              + " empty: Noto Sans")
  String font() default "";

  @Property(
      label = "Title",
      description = "Where it stands: top, middle, bottom or center",
      property = "options=top|middle|bottom|center")
  String place() default "bottom";

  @Property(
      label = "Picture of the page",
      description = "background, beside (next to the text) or none",
      property = "options=background|beside|none")
  String picture() default "background";

  @Property(
      label = "Facts",
      description = "What stands beside the title: section, site, author, date",
      property = "options=section|site|author|date")
  String[] facts() default {"section", "site", "author", "date"};

  @Property(
      label = "Time zone",
      description = "For the date, such as Europe/Berlin; empty: that of the policy of posts",
      property = "format=zone")
  String zone() default "";

  @Property(
      label = "Revision",
      description =
          "Any text; change it to have all pictures made anew, such as after installing fonts")
  String revision() default "";
}
