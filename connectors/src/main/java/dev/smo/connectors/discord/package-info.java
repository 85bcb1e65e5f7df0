// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Messages in channels of Discord, by a webhook. */
package dev.smo.connectors.discord;
