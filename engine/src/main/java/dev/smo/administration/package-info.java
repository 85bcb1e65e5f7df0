// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** What administrators see of the machine: environment, lanes, checks, decisions, support. */
package dev.smo.administration;
