// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Posts on Instagram. */
package dev.smo.connectors.instagram;
