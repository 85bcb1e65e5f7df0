// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import java.time.Instant;

/**
 * An address under which somebody's calendar is read without a login.
 *
 * @param id names it to its owner, and opens nothing
 * @param user whose it is, and whose rights count
 * @param name by which its owner knows it
 */
public record Subscription(
    String id, String user, String name, CalendarFilter filter, Instant made) {}
