package dev.smo.webmention;

import dev.smo.outbound.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jetbrains.annotations.Nullable;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Parses a page that was loaded. */
final class Html {
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

  private Html() {}

  static Document of(Answer answer) throws IOException {
    return Jsoup.parse(
        new ByteArrayInputStream(answer.body()), charset(answer), answer.uri().toString());
  }

  private static @Nullable String charset(Answer answer) {
    Matcher named = CHARSET.matcher(answer.header("content-type").orElse(""));
    try {
      return named.find() && Charset.isSupported(named.group(1)) ? named.group(1) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
