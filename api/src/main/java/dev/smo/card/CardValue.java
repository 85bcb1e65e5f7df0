// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card;

/**
 * One thing that a card says, and why it says that.
 *
 * @param name name of the social field that would change it on the page, such as {@code title} or
 *     {@code imageAlt}; {@code siteName} and {@code url} have none
 * @param value plain text in one line, never empty
 * @param origin where it comes from
 * @param from path of the page or site it comes from; empty where that is configuration or built in
 */
public record CardValue(String name, String value, Origin origin, String from) {}
