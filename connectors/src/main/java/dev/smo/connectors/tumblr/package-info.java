// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Posts on Tumblr. */
package dev.smo.connectors.tumblr;
