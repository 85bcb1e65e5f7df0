// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * What people do with what was posted: of one page, and of all posts of a time by network, tag and
 * the like. A figure that nobody gives is not there, and never 0.
 */
package dev.smo.results;
