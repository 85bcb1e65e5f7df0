// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Signed calls to whatever else takes posts. */
package dev.smo.connectors.webhook;
