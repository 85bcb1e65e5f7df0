// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Posts on sites that speak Micropub. */
package dev.smo.connectors.micropub;
