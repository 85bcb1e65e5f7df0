// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** A fake Pinterest. */
package dev.smo.testkit.pinterest;
