// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import dev.smo.goals.Plans;
import dev.smo.today.Days;
import dev.smo.today.TodayPosts;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What a day has to tell somebody.
 *
 * @param day where the person looks at the clock
 * @param yesterday what went out or came to nothing on the day before
 * @param goals those that run; none but on Mondays
 * @param administrator whether the person can mend what is broken
 * @param accounts what people call connections, by their ids
 */
record MailContent(
    LocalDate day,
    Days.Day today,
    TodayPosts.Some yesterday,
    List<Plans.Line> goals,
    boolean administrator,
    Map<String, String> accounts) {

  /** Whether there is nothing to say, for which nobody wants a mail. */
  boolean isEmpty() {
    return today.waiting() == 0
        && today.troubles().isEmpty()
        && today.next().total() == 0
        && yesterday.total() == 0
        && goals.isEmpty();
  }
}
