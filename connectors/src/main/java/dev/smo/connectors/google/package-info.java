// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Posts on business profiles of Google. */
package dev.smo.connectors.google;
