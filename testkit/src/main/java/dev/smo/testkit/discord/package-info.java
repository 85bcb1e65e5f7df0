// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** A fake of Discord. */
package dev.smo.testkit.discord;
