// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Messages in channels of Microsoft Teams, by a workflow. */
package dev.smo.connectors.teams;
