// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** A fake of Google's business profiles. */
package dev.smo.testkit.google;
