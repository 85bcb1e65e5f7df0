// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connectors.Cut;
import dev.smo.fixture.Texts;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Post;
import dev.smo.post.Secret;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.peers.Pds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/** What Bluesky's server takes, fits by our count, and nothing else. */
@Tag("peers")
class PdsLengthLawsTest {
  /**
   * Signs that join letters of Indic scripts: what Unicode 15.1 and the server hold together (GB9c)
   * counts two in Java 17.
   */
  private static final Pattern CONJUNCT =
      Pattern.compile("[\\u094D\\u09CD\\u0ACD\\u0B4D\\u0C4D\\u0D4D]\\p{M}*\\u200D?\\p{L}");

  private static Pds pds;
  private static HttpOutbound http;
  private static Pds.Account account;

  @BeforeContainer
  static void start() throws IOException, InterruptedException {
    pds = Pds.start(0);
    http = HttpOutbound.allowing(pds.uri().getAuthority());
    account = pds.account("laws.test");
  }

  @AfterContainer
  static void stop() {
    http.close();
    pds.close();
  }

  /** Long enough to be cut at 300 of whatever the network counts. */
  @Provide
  Arbitrary<String> texts() {
    return Texts.any(40)
        .filter(text -> !text.isBlank())
        .map(text -> text.repeat(1 + 700 / text.codePointCount(0, text.length())));
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void theServerTakesWhatFitsByOurCountAndNothingElse(
      @ForAll("texts") String text, @ForAll @IntRange(min = 299, max = 302) int wanted)
      throws IOException, InterruptedException {
    RichText cut = cut(text, wanted);
    Answer answer = sent(cut.text());
    boolean fits = cut.length() <= RichText.MAX_LENGTH;
    if (answer.ok() && !fits) {
      Statistics.collect("taken, though we count more: " + reason(cut));
      return;
    }
    String said = new String(answer.body(), StandardCharsets.UTF_8);
    assertEquals(
        fits, answer.ok(), () -> cut.length() + ", and the server says " + said + escaped(text));
    assertTrue(answer.ok() || said.contains("too big"), said);
    Statistics.collect(fits ? "fits" : "too long");
    Statistics.coverage(
        all -> {
          all.check("fits").percentage(percent -> percent > 20);
          all.check("too long").percentage(percent -> percent > 20);
        });
  }

  /** Why we count more: never less, or posts would be refused. Java 17 is of Unicode 13. */
  private static String reason(RichText cut) {
    if (CONJUNCT.matcher(cut.text()).find()) {
      return "a conjunct";
    }
    boolean unknown = cut.text().codePoints().anyMatch(c -> !Character.isDefined(c));
    assertTrue(unknown, () -> "taken, though it counts " + cut.length() + escaped(cut.text()));
    return "a character that Java does not know";
  }

  /** The longest beginning that counts no more than wanted, and is not blank at its end. */
  private static RichText cut(String text, int wanted) {
    int low = 0;
    int high = text.length();
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (rich(Cut.before(middle, text)).length() <= wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return rich(Cut.before(low, text));
  }

  private static RichText rich(String text) {
    return RichText.of(Post.builder(text).build());
  }

  private static Answer sent(String text) throws IOException, InterruptedException {
    ObjectNode record = FakeResponse.object().put("$type", "app.bsky.feed.post");
    record.put("text", text).put("createdAt", Instant.now().toString());
    ObjectNode body = FakeResponse.object().put("repo", account.did());
    body.put("collection", "app.bsky.feed.post").set("record", record);
    return http.send(
        Request.post(pds.uri().resolve("/xrpc/com.atproto.repo.createRecord"))
            .bearer(Secret.of(account.accessJwt()))
            .json(body.toString()));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(c -> escaped.append(Integer.toHexString(c)).append(' '));
    return ": " + escaped;
  }
}
