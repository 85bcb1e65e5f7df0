// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Asks other instances, such as publish of AEM, how often they counted clicks. */
package dev.smo.collecting;
