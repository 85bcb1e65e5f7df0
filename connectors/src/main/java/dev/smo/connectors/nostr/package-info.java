// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Nostr: notes that are signed here and given to several relays, which all are asked. */
package dev.smo.connectors.nostr;
