// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** A fake of Reddit. */
package dev.smo.testkit.reddit;
