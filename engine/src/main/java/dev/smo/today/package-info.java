// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** What goes out next, what waits for the person who asks, and what is broken. */
package dev.smo.today;
