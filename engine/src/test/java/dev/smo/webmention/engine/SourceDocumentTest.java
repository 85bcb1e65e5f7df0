// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.fixture.Growth;
import dev.smo.outbound.Answer;
import dev.smo.web.WebAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceDocumentTest {
  private static final WebAddress OURS = WebAddress.of("https://museum.example/a").orElseThrow();

  /** All that is asked of a source. */
  private static void read(Answer answer) {
    try {
      SourceDocument source = SourceDocument.of(answer, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
      source.linksTo(OURS);
      source.linksBeside(OURS);
      source.entryAbout(OURS);
      assertEquals(List.of(), source.answeredBeside(OURS).filter(OURS::equals).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "text/html; <div class=h-entry><div class=u-in-reply-to>%s</div><a href=/x>x</a></div>",
        "text/html; <div class=h-entry><data class=u-url value='%s'></data></div>",
        "text/html; <div class=h-entry><a class=u-like-of href='%s'></a></div>",
        "application/json; {\"b\":\"%s\"}",
        "text/plain; %s"
      })
  void anAddressOfPiledAccentsTakesLinearTime(String type, String source) {
    Growth.assertLinear(
        length -> {
          String address = "https://museum.example/a" + "\u0301\u0323".repeat(length / 2);
          return new Answer(
              200,
              Map.of("content-type", List.of(type)),
              source.replace("%s", address).getBytes(StandardCharsets.UTF_8),
              URI.create("https://jane.example/reply"));
        },
        SourceDocumentTest::read);
  }
}
