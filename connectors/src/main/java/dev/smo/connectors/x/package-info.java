// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Posts on X. */
package dev.smo.connectors.x;
