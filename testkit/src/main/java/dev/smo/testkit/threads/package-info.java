// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** A fake Threads. */
package dev.smo.testkit.threads;
