// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Messages in channels of Slack, by an incoming webhook. */
package dev.smo.connectors.slack;
