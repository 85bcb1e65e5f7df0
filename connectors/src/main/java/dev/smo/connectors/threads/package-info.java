// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Posts on Threads. */
package dev.smo.connectors.threads;
