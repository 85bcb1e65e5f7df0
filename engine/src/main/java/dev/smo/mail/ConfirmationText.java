// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import static dev.smo.web.Markup.escaped;

import java.net.URI;
import java.util.Map;

/**
 * Writes the mail that asks whether an address is that of whoever entered it: it goes to people who
 * may know nothing of it, so nothing in it is written by somebody else.
 */
final class ConfirmationText {
  private ConfirmationText() {}

  /**
   * The mail.
   *
   * @param link where the address is confirmed without a login
   */
  static Mail written(MailSubscription to, String link) {
    MailWords words = MailWords.in(to.wish().language());
    String subject = words.say("confirm.subject");
    String text = words.say("confirm.text", URI.create(link).getHost());
    String html =
        """
        <!DOCTYPE html>
        <html lang="%s" dir="%s">
        <head><meta charset="utf-8"><title>%s</title></head>
        <body style="font-family:sans-serif;line-height:1.45">
        <p>%s</p>
        <p><a href="%s">%s</a></p>
        </body>
        </html>
        """
            .formatted(
                words.language(),
                words.direction(),
                escaped(subject),
                escaped(text),
                escaped(link),
                escaped(words.say("confirm")));
    return new Mail(
        to.wish().address(),
        subject,
        text + "\n\n" + words.say("confirm") + ": " + link + "\n",
        html,
        Map.of("Auto-Submitted", "auto-generated"));
  }
}
