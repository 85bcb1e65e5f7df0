// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** A fake site that speaks Micropub. */
package dev.smo.testkit.micropub;
