// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * The settings of sites and their parts as forms: where each value comes from, changes, what they
 * would do to a page, and the same as files for other installations.
 */
package dev.smo.policies;
