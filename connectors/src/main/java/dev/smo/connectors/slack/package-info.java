// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Messages in channels of Slack, as the bot of an app or by an incoming webhook. */
package dev.smo.connectors.slack;
