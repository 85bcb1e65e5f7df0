// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Links on Reddit. */
package dev.smo.connectors.reddit;
