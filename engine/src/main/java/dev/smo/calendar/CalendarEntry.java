// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.delivery.Decisions;
import dev.smo.endpoint.PostRights;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A post as a calendar shows it; docs/http-api.md describes the fields.
 *
 * @param id of the post; of posts that are held together that of the group
 * @param kind {@code post}, {@code note}, {@code digest}, {@code answer}, or {@code group}
 * @param title of its page, or how its words begin
 * @param at what the clock of the calendar's zone shows, without an offset
 * @param instant the same in UTC
 * @param when the rule that its time comes from, by the clock of {@code zone}
 * @param zone of the post
 * @param movable whether the person may give it another time
 * @param count how many posts it stands for
 */
public record CalendarEntry(
    String id,
    String revision,
    String kind,
    String state,
    boolean attention,
    String title,
    String network,
    String connection,
    String page,
    String at,
    String instant,
    String when,
    String zone,
    boolean movable,
    String reason,
    String permalink,
    int count) {

  private static final int TITLE = 80;

  /** Editions of digests begin like this, behind what those of all notes begin with. */
  private static final String DIGEST = PostRecord.NOTE + "digest-";

  /** A post as a person sees it who has rights to its page. */
  public static CalendarEntry of(PostRecord post, ZoneId zone, PostRights rights) {
    Instant at = time(post);
    return new CalendarEntry(
        post.id(),
        post.revision(),
        kind(post),
        post.state().name(),
        waits(post),
        title(post),
        post.text(Key.NETWORK),
        post.text(Key.CONNECTION),
        post.text(Key.PATH),
        Calendars.wall(at, zone),
        at.toString(),
        post.text(Key.WHEN),
        post.text(Key.ZONE),
        Decisions.mayMove(post) && !post.flag(Key.RETRACT) && rights.decides(post),
        post.text(Key.REASON),
        post.text(Key.PERMALINK),
        1);
  }

  /** Posts that are held together, of which this is one. */
  CalendarEntry asGroup(String group, int posts) {
    return new CalendarEntry(
        group,
        "",
        "group",
        state,
        attention,
        title,
        network,
        connection,
        page,
        at,
        instant,
        "",
        zone,
        false,
        reason,
        "",
        posts);
  }

  /** When it went out, or is to; else when it was planned. */
  static Instant time(PostRecord post) {
    return post.calendarTime().orElse(Instant.EPOCH);
  }

  /** Whether somebody should look at it. */
  static boolean waits(PostRecord post) {
    return post.state().needsPerson() || post.flag(Key.ATTENTION);
  }

  /** With which others it is held; empty where it is not. */
  static String group(PostRecord post) {
    return post.state() == State.HELD ? post.text(Key.GROUP) : "";
  }

  /** The title of its page, or, of what speaks of none, how its words begin. */
  static String title(PostRecord post) {
    String title = post.text(Key.TITLE);
    boolean own = post.isAboutPage() && !title.isBlank();
    String said = own ? title : post.text(Key.TEXT).strip().lines().findFirst().orElse(title);
    return said.codePointCount(0, said.length()) <= TITLE
        ? said
        : said.substring(0, said.offsetByCodePoints(0, TITLE - 1)) + "…";
  }

  private static String kind(PostRecord post) {
    if (post.text(Key.EDITION).startsWith(DIGEST)) {
      return "digest";
    }
    return post.isNote() ? "note" : post.isAboutPage() ? "post" : "answer";
  }
}
