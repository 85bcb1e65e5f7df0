// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** Tells other systems what becomes of posts, by signed calls. */
package dev.smo.webhooks;
