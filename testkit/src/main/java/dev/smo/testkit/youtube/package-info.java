// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** The YouTube Data API v3 as a fake. */
package dev.smo.testkit.youtube;
