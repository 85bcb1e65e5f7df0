// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import dev.smo.repository.Repository;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;

/** How a subscription stands in the repository. */
final class MailNode {
  static final String DONE = "done";
  static final String SENT = "sent";
  static final String TRIED = "tried";
  static final String NEXT = "next";
  static final String PROBLEM = "problem";
  static final String KEYS = "keys";
  static final String ADDRESS = "address";

  /** The address that is known to be the person's. */
  static final String PROVEN = "proven";

  /** Hash of the key that proves the address. */
  static final String CONFIRM = "confirm";

  private static final LocalTime MORNING = LocalTime.of(7, 30);

  private MailNode() {}

  static void write(
      Resource node, String user, MailSubscription.Wish wish, MailSubscriptions.Place place)
      throws PersistenceException {
    Map<String, Object> values = Repository.writable(node);
    values.put("user", user);
    if (!wish.address().equals(values.get(ADDRESS))) {
      values.remove(CONFIRM);
    }
    values.put(ADDRESS, wish.address());
    values.put("time", wish.time().toString());
    values.put("zone", wish.zone().getId());
    values.put("language", wish.language());
    values.put("weekly", wish.weekly());
    values.put("console", place.console());
    values.put("stop", place.stop());
    values.put("page", place.page());
    // Another address or server is another try.
    values.remove(NEXT);
    values.remove(PROBLEM);
  }

  /** What somebody wrote by hand and nobody can read is as it is by default, and hides no other. */
  static MailSubscription read(Resource node) {
    ValueMap values = node.getValueMap();
    return new MailSubscription(
        node.getName(),
        values.get("user", ""),
        new MailSubscription.Wish(
            values.get(ADDRESS, ""),
            time(values.get("time", "")),
            zone(values.get("zone", "")),
            values.get("language", MailWords.ENGLISH),
            values.get("weekly", false)),
        values.get("console", ""),
        values.get("stop", ""),
        values.get("page", ""),
        values.get(ADDRESS, "").equals(values.get(PROVEN, String.class)),
        day(values.get(DONE, "")),
        new MailSubscription.Standing(
            Repository.time(node, SENT),
            Repository.time(node, TRIED),
            Repository.time(node, NEXT),
            values.get(PROBLEM, "")));
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      return MORNING;
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
