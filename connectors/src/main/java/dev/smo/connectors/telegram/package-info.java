// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Messages in channels of Telegram. */
package dev.smo.connectors.telegram;
