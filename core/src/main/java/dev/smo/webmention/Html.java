package dev.smo.webmention;

import dev.smo.outbound.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Parses a page that was loaded. */
final class Html {

  private Html() {}

  static Document of(Answer answer) throws IOException {
    return Jsoup.parse(
        new ByteArrayInputStream(answer.body()),
        answer.charset().orElse(null),
        answer.uri().toString());
  }
}
