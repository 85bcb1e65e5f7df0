// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** A fake Tumblr. */
package dev.smo.testkit.tumblr;
