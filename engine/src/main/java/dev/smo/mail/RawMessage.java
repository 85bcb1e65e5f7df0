// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;

/**
 * A mail as it goes onto the wire. Its parts are written here and not by the content handlers of
 * Jakarta Mail: in OSGi these are not found where no bundle brings them together, as on Sling CMS.
 */
final class RawMessage extends MimeMessage {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  /** In no line of Base64. */
  private static final String BOUNDARY = "=_smo_daily_mail";

  RawMessage(Session session, Mail mail, String from, Instant now) throws MessagingException {
    super(session, new ByteArrayInputStream(parts(mail).getBytes(StandardCharsets.US_ASCII)));
    setFrom(from);
    setRecipients(RecipientType.TO, mail.to());
    setSubject(mail.subject(), UTF_8);
    setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
    for (Map.Entry<String, String> header : mail.headers().entrySet()) {
      setHeader(header.getKey(), header.getValue());
    }
    updateMessageID();
  }

  /** All of it stands there already. */
  @Override
  public void saveChanges() {
    saved = true;
  }

  private static String parts(Mail mail) {
    return "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\""
        + BOUNDARY
        + "\"\r\n\r\n"
        + part("text/plain", mail.text())
        + part("text/html", mail.html())
        + "--"
        + BOUNDARY
        + "--\r\n";
  }

  private static String part(String type, String text) {
    return "--"
        + BOUNDARY
        + "\r\nContent-Type: "
        + type
        + "; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
        + "\r\n";
  }
}
