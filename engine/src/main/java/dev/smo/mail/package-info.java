// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** The daily mail: who wants it, what it says to whom, and its way to a mail server. */
package dev.smo.mail;
