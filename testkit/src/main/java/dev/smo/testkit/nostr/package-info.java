// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** A fake relay of Nostr. */
package dev.smo.testkit.nostr;
