// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Fakes of Slack, Teams and others that take a webhook and name nothing. */
package dev.smo.testkit.webhook;
