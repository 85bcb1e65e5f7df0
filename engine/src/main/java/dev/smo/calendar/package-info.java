// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * Posts by the clock on the wall of a zone: what goes out when, where a connection has room, and
 * the same for calendars of others by a secret address.
 */
package dev.smo.calendar;
