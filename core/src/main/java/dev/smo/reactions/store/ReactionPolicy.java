// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

import org.apache.sling.caconfig.annotation.Configuration;
import org.apache.sling.caconfig.annotation.Property;

/** What is kept and shown of reactions to the pages of a site; context-aware configuration. */
@Configuration(
    name = "smo/reactions",
    label = "SMO: Reactions",
    description = "What is kept of people's reactions to pages, and what of that strangers see.")
public @interface ReactionPolicy {
  @Property(
      label = "Mode",
      description =
          "'approve': words of others show once a person has approved them; 'show': at once.",
      property = "options=approve|show")
  String mode() default "approve";

  @Property(
      label = "Words of others",
      description =
          "Whether replies and mentions are fetched and kept at all. They are personal data; likes"
              + " and reposts are only counted.")
  boolean words() default true;

  @Property(
      label = "Blocked words",
      description =
          "A reaction in whose text, author or address one of these stands is hidden at once.")
  String[] blockedWords() default {};

  @Property(
      label = "Days",
      description = "How long words of others are kept after they were written.",
      property = "min=1")
  int keepDays() default 365;

  @Property(
      label = "Bridges",
      description =
          "Domains that send webmentions for many people, as Bridgy does: likes, reposts and"
              + " bookmarks from there are counted without the limit that each other sender has.")
  String[] bridges() default {"brid.gy"};
}
