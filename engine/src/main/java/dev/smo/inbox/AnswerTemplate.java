// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

/**
 * An answer that is given again and again.
 *
 * @param scope path of the topmost page for which it is; empty: for all
 * @param words with {@code {name}} where the name of whom one answers goes
 */
record AnswerTemplate(String id, String scope, String title, String words) {}
