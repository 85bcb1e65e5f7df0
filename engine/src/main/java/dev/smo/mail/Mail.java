// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import java.util.Map;

/**
 * A mail to one person.
 *
 * @param to an address, of which {@link MailAddress} has made sure that it is one
 * @param text the same as {@code html}, for programs that show no HTML
 * @param headers beside those that every mail has, by name
 */
record Mail(String to, String subject, String text, String html, Map<String, String> headers) {}
