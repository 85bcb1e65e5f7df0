// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * What each resource of JSON under {@code /bin/smo} is made of: who asks, what that person may do,
 * a token that only a page of this site can have for every change, and failures as sentences.
 */
package dev.smo.endpoint;
