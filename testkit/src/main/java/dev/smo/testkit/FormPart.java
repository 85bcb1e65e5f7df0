// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One part of a {@code multipart/form-data} body. */
@SuppressWarnings("ArrayRecordComponent")
public record FormPart(String type, byte[] content) {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
  private static final Pattern NAME =
      Pattern.compile("(?i)content-disposition:.*? name=\"([^\"]*)\"");
  private static final Pattern TYPE = Pattern.compile("(?i)content-type: *([^\r\n;]+)");

  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** The parts by name; none where the body is no multipart form. */
  public static Map<String, FormPart> all(Call call) {
    Map<String, FormPart> parts = new LinkedHashMap<>();
    Matcher boundary = BOUNDARY.matcher(call.header("content-type").orElse(""));
    if (!call.type().equals("multipart/form-data") || !boundary.find()) {
      return parts;
    }
    // One char a byte, so that places in the text are places in the body.
    String body = new String(call.body(), StandardCharsets.ISO_8859_1);
    for (String piece : body.split(Pattern.quote("--" + boundary.group(1)), -1)) {
      int end = piece.indexOf("\r\n\r\n");
      Matcher name = NAME.matcher(end < 0 ? "" : piece.substring(0, end));
      if (name.find()) {
        Matcher type = TYPE.matcher(piece.substring(0, end));
        String content = piece.substring(end + 4, piece.length() - 2);
        parts.put(
            name.group(1),
            new FormPart(
                type.find() ? type.group(1) : "text/plain",
                content.getBytes(StandardCharsets.ISO_8859_1)));
      }
    }
    return parts;
  }
}
