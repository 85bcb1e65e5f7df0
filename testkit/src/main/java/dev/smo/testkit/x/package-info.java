// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** A fake of X. */
package dev.smo.testkit.x;
