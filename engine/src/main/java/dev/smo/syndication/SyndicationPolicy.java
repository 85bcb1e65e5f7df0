// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import org.apache.sling.caconfig.annotation.Configuration;
import org.apache.sling.caconfig.annotation.Property;

/** What becomes of newly published pages of a site or subtree; context-aware configuration. */
@Configuration(
    name = "smo/syndication",
    label = "SMO: Syndication",
    description = "Which newly published pages are posted, where, in what words and when.")
public @interface SyndicationPolicy {
  @Property(label = "Enabled", description = "Whether pages here are syndicated at all.")
  boolean enabled() default false;

  @Property(
      label = "Connections",
      description =
          "Ids of connections. 'de=mastodon-de' posts only pages in German there; 'mastodon' posts"
              + " all.",
      property = "format=routes")
  String[] connections() default {};

  @Property(
      label = "Templates",
      description =
          "Regular expressions; only pages whose template matches one whole are syndicated. Empty:"
              + " all but the site's home page.",
      property = "format=pattern")
  String[] templates() default {};

  @Property(
      label = "Text",
      description =
          "Template of the words: {title}, {description}, {tags}, {author}, {site}, {date}, {url}.",
      property = "format=words")
  String text() default "{title}\n\n{description}\n\n{url}\n\n{tags}";

  @Property(
      label = "Texts by connection or network",
      description = "'bluesky=...' replaces the text for a connection or a network of that name.",
      property = "format=texts")
  String[] texts() default {};

  @Property(
      label = "Options by connection or network",
      description =
          "'mastodon.visibility=unlisted' chooses an option of posts for a connection or a network"
              + " of that name, where the page's author chooses none.",
      property = "format=options")
  String[] options() default {};

  @Property(
      label = "Hashtags",
      description =
          "'C++=cpp' says what the hashtag of a tag is whose title is none. Others become one word"
              + " of their letters and digits.",
      property = "format=pairs")
  String[] hashtags() default {};

  @Property(
      label = "Mentions by connection or network",
      description =
          "'mastodon.City Museum=@museum@mastodon.example' mentions that account where a post for a"
              + " connection or a network of that name names the City Museum first.",
      property = "format=mentions")
  String[] mentions() default {};

  @Property(
      label = "Delay",
      description = "Minutes between publication and post.",
      property = "min=0")
  int delayMinutes() default 0;

  @Property(
      label = "When",
      description =
          "When posts go, in place of the delay: 'now', 'after 2 hours', '2027-01-31 9:00' or 'next"
              + " free slot' of the connection.",
      property = "format=when")
  String when() default "";

  @Property(
      label = "Time zone",
      description =
          "Whose clock on the wall counts for times, slots and quiet hours: 'Europe/Berlin'. Empty:"
              + " that of the server.",
      property = "format=zone")
  String zone() default "";

  @Property(
      label = "Quiet hours",
      description =
          "When nothing is posted: '22:00-7:00; Sat, Sun 0:00-24:00'. Those of the connection hold,"
              + " too.",
      property = "format=quiet-hours")
  String quietHours() default "";

  @Property(
      label = "Late",
      description =
          "So many hours after its time a post still goes by itself, after a downtime; then it is"
              + " held for a person. 0: however late.",
      property = "min=0")
  int lateHours() default 0;

  @Property(
      label = "Settling time",
      description =
          "Seconds in which a burst of publications is recognised before the first post goes out.",
      property = "min=0")
  int settleSeconds() default 5;

  @Property(label = "Approval", description = "Whether a person must approve each post.")
  boolean approval() default false;

  @Property(
      label = "Four eyes",
      description =
          "A person must approve each post who neither wrote its words nor changed or published its"
              + " page.")
  boolean fourEyes() default false;

  @Property(
      label = "Approval expires",
      description =
          "Hours in which a post must be approved; then it is held, and not sent. 0: never.",
      property = "min=0")
  int approvalHours() default 0;

  @Property(
      label = "Burst limit",
      description =
          "More newly published pages than this within the burst time are held for a person. 0:"
              + " never.",
      property = "min=0")
  int burstLimit() default 10;

  @Property(
      label = "Again after",
      description =
          "Days after which a post that is out is posted again, as a post of its own. 0: never.",
      property = "min=0")
  int againDays() default 0;

  @Property(
      label = "Again, times",
      description = "So often each page is posted again at most.",
      property = "min=0")
  int againTimes() default 1;

  @Property(
      label = "Again, text",
      description = "Template of the words of what is posted again. Empty: as before.",
      property = "format=words")
  String againText() default "";

  @Property(
      label = "Again, if changed within",
      description =
          "A page that has not changed for more days than this is not posted again. 0: however"
              + " old.",
      property = "min=0")
  int againFreshDays() default 0;

  @Property(
      label = "Burst",
      description =
          "What becomes of more pages than that: 'hold' leaves them to a person, 'digest' tells of"
              + " all of them in one post.",
      property = "options=hold|digest")
  String burst() default "hold";

  @Property(
      label = "Text of a digest",
      description =
          "Template of its words: {count}, {list} of titles and addresses, {url} of the page above"
              + " them.",
      property = "format=digest")
  String digestText() default "{count} new pages: {url}\n\n{list}";

  @Property(label = "Burst time", description = "Minutes.", property = "min=1")
  int burstMinutes() default 5;

  @Property(
      label = "When unpublished",
      description =
          "What becomes of posts that are out when their page is unpublished or its time is over:"
              + " 'keep' leaves them, 'retract' takes them back, 'edit' changes their words, 'list'"
              + " asks a person.",
      property = "options=keep|retract|edit|list")
  String onUnpublish() default "keep";

  @Property(
      label = "When deleted or moved",
      description =
          "The same when there is no page any more. A page that turns up at another path within ten"
              + " minutes keeps its posts.",
      property = "options=keep|retract|edit|list")
  String onRemove() default "list";

  @Property(
      label = "When closed",
      description =
          "The same when a page is there, but for a closed group of users, not to be listed"
              + " (noindex) or not to be shared.",
      property = "options=keep|retract|edit|list")
  String onClose() default "list";

  @Property(
      label = "Last words",
      description =
          "Template of the words that 'edit' gives to a post: {title}, {description}, {url}. Where"
              + " the network does not let posts be changed, a person is asked.",
      property = "format=words")
  String goneText() default "{title} is no longer available.";

  @Property(
      label = "Since",
      description =
          "Pages first published before this date (yyyy-MM-dd) are skipped. Empty: before the"
              + " connection was made.",
      property = "format=date")
  String since() default "";

  @Property(
      label = "Picture",
      description = "'card' posts a link card; 'image' attaches the picture in its place.",
      property = "options=card|image")
  String picture() default "card";

  @Property(
      label = "Pictures",
      description =
          "Where pictures are attached: 'first' attaches the one that stands for the page, 'all'"
              + " its others too, as many as the network takes.",
      property = "options=first|all")
  String images() default "first";

  @Property(
      label = "Gate time",
      description = "Minutes to wait for the public page to be as planned before the post is held.",
      property = "min=0")
  int gateMinutes() default 30;
}
