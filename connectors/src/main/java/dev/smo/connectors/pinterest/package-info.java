// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Pins on Pinterest. */
package dev.smo.connectors.pinterest;
