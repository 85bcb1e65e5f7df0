// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * What a team sets out for, and the campaigns in which it does: kept in the repository, and
 * measured by what is out.
 */
package dev.smo.goals;
