// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import static dev.smo.repository.Repository.ROOT;

import dev.smo.lanes.Lane;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.links.ShortLinks;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/**
 * Where pointers to a record stand: a pure function of the record, so that the ledger can move them
 * in the commit that changes it.
 */
final class Pointers {
  static final String GROUPS = ROOT + "/groups";
  static final String BURSTS = ROOT + "/bursts";
  private static final Set<State> OUT =
      EnumSet.of(State.SENDING, State.UNKNOWN, State.SENT, State.NEEDS_ATTENTION, State.RETRACTED);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyyMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Below it are years, months and days, and below these pointers to their posts. */
  static final String DAYS = ROOT + "/days";

  private Pointers() {}

  static Set<String> of(PostRecord record) {
    Set<String> pointers = new LinkedHashSet<>();
    String lane = Lane.of(record.text(Key.CONNECTION));
    record
        .time(Key.DUE)
        .ifPresent(due -> pointers.add(DueTree.bucket(dueRoot(record), due) + "/" + record.id()));
    record
        .time(Key.LOOK)
        .ifPresent(look -> pointers.add(DueTree.bucket(looks(lane), look) + "/" + record.id()));
    Again.at(record)
        .ifPresent(at -> pointers.add(DueTree.bucket(DueTree.AGAIN, at) + "/" + record.id()));
    if (record.text(Key.PACKED).isEmpty()) {
      day(record).ifPresent(day -> pointers.add(day(day) + "/" + record.id()));
    }
    sent(record).ifPresent(day -> pointers.add(day + "/" + record.id()));
    if (!record.text(Key.TARGET).isEmpty()) {
      pointers.add(ShortLinks.path(ShortLinks.code(record.id())));
    }
    pointers.add(page(record.text(Key.PAGE)) + "/" + record.id());
    if (record.state().needsPerson() || record.flag(Key.ATTENTION)) {
      pointers.add(Attention.pointer(record));
    }
    if (record.state() == State.HELD && !record.text(Key.GROUP).isEmpty()) {
      pointers.add(group(record.text(Key.GROUP)) + "/" + record.id());
    }
    return pointers;
  }

  /** Points to a record, with what the order of pointers in a due tree hangs on. */
  static void point(ResourceResolver resolver, String pointer, PostRecord record)
      throws PersistenceException {
    Resource node = Repository.node(resolver, pointer);
    if (pointer.startsWith(ShortLinks.ROOT + "/")) {
      lead(node, record);
      return;
    }
    boolean look = pointer.startsWith(looks(Lane.of(record.text(Key.CONNECTION))) + "/");
    boolean again = pointer.startsWith(DueTree.AGAIN + "/");
    if (look || again || pointer.startsWith(dueRoot(record) + "/")) {
      ModifiableValueMap values = Repository.writable(node);
      put(
          values,
          DueTree.AT,
          again
              ? Repository.calendar(Again.at(record).orElseThrow())
              : record.values().get((look ? Key.LOOK : Key.DUE).property()));
      put(values, DueTree.PLANNED, record.values().get(Key.PLANNED.property()));
    } else if (Attention.isPointer(pointer)) {
      Attention.note(Repository.writable(node), record);
    } else if (sent(record).filter(day -> pointer.startsWith(day + "/")).isPresent()) {
      ModifiableValueMap values = Repository.writable(node);
      put(values, Key.PRICE.property(), record.cost());
    }
  }

  /** Lets a short link lead where its post says. */
  private static void lead(Resource node, PostRecord record) throws PersistenceException {
    ModifiableValueMap values = Repository.writable(node);
    if (!record.id().equals(values.get(ShortLinks.POST, record.id()))) {
      throw new PersistenceException("Two posts have the short link " + node.getName());
    }
    put(values, ShortLinks.POST, record.id());
    put(values, ShortLinks.TARGET, record.text(Key.TARGET));
  }

  static void put(ModifiableValueMap values, String name, @Nullable Object value) {
    if (value != null && !value.equals(values.get(name))) {
      values.put(name, value);
    }
  }

  /**
   * The tree in which a record says when it is due: one of its connection's, where it waits for
   * those before it; while it is being sent, or waits for a person, that of the engine, which
   * nothing holds up.
   */
  private static String dueRoot(PostRecord record) {
    String lane = Lane.of(record.text(Key.CONNECTION));
    return record.state() == State.SENDING || record.state() == State.AWAITING_APPROVAL
        ? DueTree.ROOT
        : record.flag(Key.RETRACT) ? retractions(lane) : lane(lane);
  }

  /** The due tree of a lane. */
  static String lane(String lane) {
    return Lane.path(lane) + "/due";
  }

  /** The due tree of what is to be taken back over a connection, which waits for no other post. */
  static String retractions(String lane) {
    return Lane.path(lane) + "/retract";
  }

  /** The tree of when to look at what people did with the posts of a lane that are out. */
  static String looks(String lane) {
    return Lane.path(lane) + "/looks";
  }

  static String day(LocalDate day) {
    return DAYS + "/" + day.format(DAY);
  }

  /** The folder of what a connection sent on a day of its zone, or may have sent; for its caps. */
  static String sent(String lane, LocalDate day) {
    return Lane.path(lane) + "/sent/" + day.format(DAY);
  }

  /** What the post cost to which a pointer among those of a day leads. */
  static String price(Resource pointer) {
    return pointer.getValueMap().get(Key.PRICE.property(), "");
  }

  /** The folder in which a record is counted for the caps of its connection. */
  static Optional<String> sent(PostRecord record) {
    // What is to be repeated under the same id may be out.
    boolean repeated = record.time(Key.REPEAT_UNTIL).isPresent();
    boolean out = OUT.contains(record.state()) || repeated || record.remote().isPresent();
    // An answer to somebody is asked for by a person who reads, and counts for no cap.
    return record
        .time(Key.STARTED)
        .or(() -> record.time(Key.SENT))
        .filter(at -> out && record.inReplyTo().isEmpty() && record.text(Key.PACKED).isEmpty())
        .map(at -> LocalDate.ofInstant(at, zone(record)))
        .map(day -> sent(Lane.of(record.text(Key.CONNECTION)), day));
  }

  private static ZoneId zone(PostRecord record) {
    String zone = record.text(Key.ZONE);
    return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
  }

  static String page(String page) {
    return Repository.spread(ROOT + "/pages", page) + "/posts";
  }

  static String group(String group) {
    return GROUPS + "/" + group;
  }

  /**
   * The mark that a post of a page is due by itself in one minute. Burst control counts these, so
   * they stay where they are while the record goes its way.
   */
  static Optional<String> burst(PostRecord record) {
    return record
        .time(Key.FIRST_DUE)
        .filter(due -> record.number(Key.BURST_LIMIT) > 0)
        .map(due -> burst(record.text(Key.SITE), due) + "/" + record.text(Key.PAGE));
  }

  static String burst(String site, Instant time) {
    return BURSTS + "/" + Keys.hash(site).substring(0, 16) + "/" + minute(time);
  }

  static String minute(Instant time) {
    return MINUTE.format(time);
  }

  private static Optional<LocalDate> day(PostRecord record) {
    return record.calendarTime().map(at -> at.atZone(ZoneOffset.UTC).toLocalDate());
  }
}
