// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.testkit.peers.Pds;
import dev.smo.words.TextHashtag;
import dev.smo.words.TextLink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Where Bluesky's own client sees links and hashtags, and where we do. Each difference is one that
 * we want, and has a name.
 */
@Tag("peers")
class FacetsOracleTest {
  private static final List<String> PIECES =
      List.of(
          "https://example.com",
          "http://a.example.org",
          "HTTPS://Example.com",
          "https://münchen.example",
          "https://localhost",
          "https://a..b",
          "/",
          "/path",
          "/wiki_(b)",
          "?x=1&y=2",
          "#part",
          "(",
          ")",
          "[1]",
          ".",
          ",",
          "!",
          "\"",
          "'",
          " ",
          " ",
          " ",
          "\n",
          "。",
          "「",
          "」",
          "’",
          "word",
          "#tag",
          "＃東京",
          "#می\u200Cخواهم",
          "#1",
          "#",
          "\uD83D\uDC4D",
          "@name",
          ":80",
          "-",
          "&");

  /** Why we see something else than Bluesky's client. */
  private enum Reason {
    /** It takes all up to the next space; we end where a reader would say that the address ends. */
    ENDS_AT_A_MARK,
    /** It asks no host to have two names; nobody could follow such a link. */
    NO_HOST,
    /** It knows no scheme in capitals; browsers do. */
    SCHEME_IN_CAPITALS,
    /** It wants a space or a bracket before; East Asian words have no spaces. */
    BEGINS_BEHIND_A_MARK,
    /**
     * It takes all up to the next space for a tag, an address as well, or ends at a joiner;
     * Mastodon does neither.
     */
    OTHER_END_OF_TAG,
    /** It takes a tag of signs or figures alone, or within one that is none elsewhere. */
    NO_TAG_ELSEWHERE
  }

  private record Span(String text, int start, int end) {
    String words() {
      return text.substring(start, end);
    }

    /** All up to the next space, on both sides. */
    String word() {
      int from = start;
      while (from > 0 && !Character.isWhitespace(text.charAt(from - 1))) {
        from--;
      }
      return text.substring(from).split("\\s", 2)[0];
    }

    String before() {
      return start == 0 ? "" : text.substring(text.offsetByCodePoints(start, -1), start);
    }
  }

  private static final List<String> TEXTS = texts();
  private static JsonNode found;

  private static List<String> texts() {
    long seed = Long.getLong("smo.seed", 20261130);
    System.out.println("facets: -Dsmo.seed=" + seed);
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    for (int round = 0; round < 20_000; round++) {
      texts.add(
          random
              .ints(random.nextInt(1, 9), 0, PIECES.size())
              .mapToObj(PIECES::get)
              .collect(Collectors.joining()));
    }
    return texts;
  }

  @BeforeAll
  static void askBluesky() throws IOException, InterruptedException {
    Process node =
        new ProcessBuilder("node", "facets.mjs")
            .directory(Pds.folder().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ObjectMapper json = new ObjectMapper();
    try (OutputStream texts = node.getOutputStream()) {
      texts.write(json.writeValueAsBytes(TEXTS));
    }
    found = json.readTree(node.getInputStream());
    assertEquals(0, node.waitFor());
    assertEquals(TEXTS.size(), found.size());
  }

  private static List<Span> theirs(int index, String type) {
    String text = TEXTS.get(index);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<Span> spans = new ArrayList<>();
    for (JsonNode one : found.path(index)) {
      if (one.path("type").asText().equals(type)) {
        spans.add(
            new Span(
                text,
                new String(bytes, 0, one.path("start").asInt(), StandardCharsets.UTF_8).length(),
                new String(bytes, 0, one.path("end").asInt(), StandardCharsets.UTF_8).length()));
      }
    }
    return spans;
  }

  @Test
  void seesTheAddressesThatBlueskysClientSeesUnlessWeSayWhyNot() {
    Map<Reason, Integer> seen = new EnumMap<>(Reason.class);
    int same = 0;
    for (int index = 0; index < TEXTS.size(); index++) {
      String text = TEXTS.get(index);
      List<Span> ours =
          TextLink.in(text).stream().map(link -> new Span(text, link.start(), link.end())).toList();
      List<Span> theirs =
          theirs(index, "link").stream().filter(link -> link.words().contains("://")).toList();
      for (Span their : theirs) {
        Span our = at(their.start(), ours);
        if (their.equals(our)) {
          same++;
        } else {
          seen.merge(whyOtherwise(their, our, ours), 1, Integer::sum);
        }
      }
      for (Span our : ours) {
        if (at(our.start(), theirs) == null) {
          seen.merge(whyOnlyOurs(our, theirs), 1, Integer::sum);
        }
      }
    }
    assertEquals(
        List.of(
            Reason.ENDS_AT_A_MARK,
            Reason.NO_HOST,
            Reason.SCHEME_IN_CAPITALS,
            Reason.BEGINS_BEHIND_A_MARK),
        List.copyOf(seen.keySet()));
    assertTrue(same > 500, "only " + same + " were the same");
  }

  private static Reason whyOnlyOurs(Span our, List<Span> theirs) {
    if (our.word().contains("HTTPS")) {
      return Reason.SCHEME_IN_CAPITALS;
    }
    boolean behind = !our.before().isBlank() && !our.before().equals("(");
    boolean within =
        theirs.stream().anyMatch(their -> their.start() < our.start() && our.end() <= their.end());
    assertTrue(behind || within, our::toString);
    return Reason.BEGINS_BEHIND_A_MARK;
  }

  private static Span at(int start, List<Span> spans) {
    return spans.stream().filter(span -> span.start() == start).findFirst().orElse(null);
  }

  private static Reason whyOtherwise(Span their, Span our, List<Span> ours) {
    if (our == null) {
      Optional<Span> around =
          ours.stream()
              .filter(one -> one.start() < their.start() && their.start() < one.end())
              .findFirst();
      if (around.isPresent()) {
        assertFalse(around.get().before().isBlank(), around::toString);
        return Reason.BEGINS_BEHIND_A_MARK;
      }
      String host = their.words().replaceFirst("(?i)https?://", "").split("[/?#:]", 2)[0];
      String name = "[\\p{L}\\p{M}\\p{N}_-]";
      boolean none = !host.matches(name + "+(\\." + name + "*[\\p{L}\\p{M}\\p{N}]+)+.*");
      assertTrue(none || their.words().contains("@"), their::toString);
      return Reason.NO_HOST;
    }
    assertTrue(our.end() < their.end(), () -> their + " and " + our.words());
    String rest = their.words().substring(our.words().length());
    // A host ends at the first sign that is none of a host's, a path at a mark of the sentence.
    boolean path = our.words().replaceFirst("://", "").matches("(?s).*[/?#].*");
    assertTrue(
        path
            ? rest.matches("(?s)[\\p{P}…].*")
            : rest.matches("(?s)[^/?#].*") && !rest.matches("(?s):\\d+/.*"),
        () -> their + " and " + our.words());
    return Reason.ENDS_AT_A_MARK;
  }

  @Test
  void seesTheHashtagsThatBlueskysClientSeesUnlessWeSayWhyNot() {
    Map<Reason, Integer> seen = new EnumMap<>(Reason.class);
    int same = 0;
    for (int index = 0; index < TEXTS.size(); index++) {
      String text = TEXTS.get(index);
      List<Span> ours =
          TextHashtag.in(text).stream().map(tag -> new Span(text, tag.start(), tag.end())).toList();
      List<Span> theirs =
          theirs(index, "tag").stream().filter(tag -> !tag.words().startsWith("$")).toList();
      for (Span their : theirs) {
        Span our = at(their.start(), ours);
        if (their.equals(our)) {
          same++;
        } else {
          seen.merge(whyOtherTag(their, our), 1, Integer::sum);
        }
      }
      for (Span our : ours) {
        if (at(our.start(), theirs) == null) {
          // What it takes for a tag has at most 64 letters.
          assertTrue(!our.before().isBlank() || our.word().length() > 65, our::toString);
          seen.merge(Reason.BEGINS_BEHIND_A_MARK, 1, Integer::sum);
        }
      }
    }
    assertEquals(
        List.of(Reason.BEGINS_BEHIND_A_MARK, Reason.OTHER_END_OF_TAG, Reason.NO_TAG_ELSEWHERE),
        List.copyOf(seen.keySet()));
    assertTrue(same > 500, "only " + same + " were the same");
  }

  private static Reason whyOtherTag(Span their, Span our) {
    String tag = their.words().substring(1);
    if (our == null) {
      boolean letters = tag.codePoints().allMatch(c -> TextHashtag.takes(c));
      String rest = their.text().substring(their.end());
      assertTrue(
          !letters || rest.startsWith("://") || rest.matches("(?s)[\u200C#＃].*"), their::toString);
      return Reason.NO_TAG_ELSEWHERE;
    }
    boolean cut =
        our.end() < their.end()
            && (!TextHashtag.takes(their.text().codePointAt(our.end()))
                || their.text().regionMatches(true, our.end(), "http", 0, 4));
    boolean joined = our.words().contains("\u200C");
    assertTrue(cut || joined, () -> their + " and " + our.words());
    return Reason.OTHER_END_OF_TAG;
  }
}
