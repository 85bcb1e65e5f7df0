// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** A fake Instagram. */
package dev.smo.testkit.instagram;
