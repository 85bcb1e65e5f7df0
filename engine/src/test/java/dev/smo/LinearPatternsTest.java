// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No regular expression of ours repeats a repetition that may give back what it took, or is
 * searched to the end of a text from each place in it: over words of others that is where their
 * time runs away.
 */
class LinearPatternsTest {
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*+)\"");
  private static final Pattern ENDLESS_END =
      Pattern.compile("[^\\\\](?:[*+]|\\{\\d+,\\})\\+?\\)*\\$$");
  // An alternative of its own is searched by itself.
  private static final Pattern ANCHORED = Pattern.compile("\\^[^|]*");
  private static final Pattern JOINT = Pattern.compile("\"\\s*+\\+\\s*+\"");
  private static final Pattern CALL =
      Pattern.compile(
          "(?:Pattern\\s*\\.(?:compile|matches)|\\.(?:matches|replaceAll|replaceFirst|split))"
              + "\\(\\s*+(?=\")");

  @Test
  void noPatternRepeatsARepetitionOrIsSearchedToTheEnd() throws IOException {
    List<String> found = new ArrayList<>();
    int seen = 0;
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      for (Path file : files.filter(LinearPatternsTest::isOurs).toList()) {
        for (String pattern : patterns(Files.readString(file))) {
          seen++;
          if (nests(pattern) || searchesToTheEnd(pattern)) {
            found.add(file.getFileName() + ": " + pattern);
          }
        }
      }
    }
    assertTrue(seen > 50, "only " + seen + " patterns were found");
    assertEquals(List.of(), found);
  }

  @Test
  void knowsWhatItLooksFor() {
    for (String bad : List.of("(a+)+", "(?:a*b?)*c", "((a|b+)c?)+", "(\\w+\\.?){2,}")) {
      assertTrue(nests(bad), bad);
    }
    for (String good : List.of("(a++b)++", "(ab)+", "a+b*", "[(a+)]+", "(a+)?", "\\(a+\\)+")) {
      assertFalse(nests(good), good);
    }
    for (String bad : List.of("/+$", "/++$", "a|-+$", "(?:=|%3D)+$", "(a*)$", "a\\++$", "a{2,}$")) {
      assertTrue(searchesToTheEnd(bad), bad);
    }
    for (String good : List.of("^/+$", "/$", "\\+$", "\\.html$", "a+b", "a+\\$", "a?$")) {
      assertFalse(searchesToTheEnd(good), good);
    }
  }

  private static boolean isOurs(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.endsWith(".java") && path.contains("/src/main/") && !path.contains("/testkit/");
  }

  private static List<String> patterns(String source) {
    String joined = JOINT.matcher(source).replaceAll("");
    return CALL.matcher(joined)
        .results()
        .map(MatchResult::end)
        .map(at -> LITERAL.matcher(joined).region(at, joined.length()))
        .filter(literal -> literal.lookingAt())
        .map(literal -> literal.group(1).replace("\\\\", "\\"))
        .toList();
  }

  /** Whether a run is taken from each of its places and thrown away: the square of its length. */
  static boolean searchesToTheEnd(String regex) {
    return ENDLESS_END.matcher(regex).find() && !ANCHORED.matcher(regex).matches();
  }

  /** Whether a group that holds an endless, yielding repetition is repeated in the same way. */
  static boolean nests(String regex) {
    Deque<Boolean> open = new ArrayDeque<>();
    boolean yields = false;
    boolean inClass = false;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\') {
        i++;
      } else if (inClass) {
        inClass = c != ']';
      } else if (c == '[') {
        inClass = true;
      } else if (c == '(') {
        open.push(yields);
        yields = false;
      } else if (c == ')') {
        boolean repeated = repeats(regex, i + 1);
        if (yields && repeated && !open.isEmpty()) {
          return true;
        }
        yields |= !open.isEmpty() && open.pop();
      } else {
        yields |= repeats(regex, i) && i > 0 && regex.charAt(i - 1) != ')';
      }
    }
    return false;
  }

  /** Whether an endless repetition stands there that is not possessive. */
  private static boolean repeats(String regex, int at) {
    if (at >= regex.length()) {
      return false;
    }
    char c = regex.charAt(at);
    int end = at + 1;
    if (c == '{') {
      end = regex.indexOf('}', at) + 1;
      if (end == 0 || regex.charAt(end - 2) != ',') {
        return false;
      }
    } else if (c != '*' && c != '+') {
      return false;
    }
    return end >= regex.length() || regex.charAt(end) != '+';
  }
}
