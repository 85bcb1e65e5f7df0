// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** A fake of Telegram. */
package dev.smo.testkit.telegram;
